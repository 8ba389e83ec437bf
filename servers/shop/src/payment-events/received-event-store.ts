/** Which events were already acted upon. */
import type { Reader, TenantTx } from "#tenant";

export async function isReceived(reader: Reader, id: string): Promise<boolean> {
  const rows = await reader.sql`
    select from shop.received_event where tenant_id = ${reader.tenantId} and id = ${id}`;
  return rows.length > 0;
}

/** False when somebody else has it already; two deliveries at once wait here for each other. */
export async function insertReceivedEvent(tx: TenantTx, id: string): Promise<boolean> {
  const rows = await tx.sql`
    insert into shop.received_event (tenant_id, id)
    values (${tx.tenantId}, ${id})
    on conflict (tenant_id, id) do nothing
    returning id`;
  return rows.length > 0;
}
