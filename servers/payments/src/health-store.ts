/** Whether the database answers and is migrated. */
import type { Reader } from "#tenant";

export async function isDatabaseReady({ sql, tenantId }: Reader): Promise<boolean> {
  try {
    const rows = await sql`select id from payments.tenant where id = ${tenantId}`;
    return rows.length === 1;
  } catch {
    // Whatever is wrong, the answer is the same: not ready.
    return false;
  }
}
