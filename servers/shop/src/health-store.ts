/** Whether the database can be reached and has our tables. */
import type { Reader } from "#tenant";

export async function isMigrated(reader: Reader): Promise<boolean> {
  const rows = await reader.sql`select from shop.tenant where id = ${reader.tenantId}`;
  return rows.length === 1;
}
