/** Every column of every table as text, bytes as hexadecimal digits: two dumps are equal exactly when nothing has changed. */
import { connectDatabase } from "@scantill/service-kit/database";

export async function dumpDatabase(ownerUrl: string): Promise<string> {
  const sql = connectDatabase({
    url: ownerUrl,
    applicationName: "payments-test",
    maxConnections: 1,
  });
  try {
    const tables = await sql<{ name: string }[]>`
      select table_name as name from information_schema.tables where table_schema = 'payments' order by 1`;
    const lines: string[] = [];
    for (const { name } of tables) {
      const rows = await sql<{ row: string }[]>`
        select to_jsonb(t)::text as row from payments.${sql(name)} t order by 1`;
      for (const { row } of rows) lines.push(`${name} ${row}`);
    }
    return lines.join("\n");
  } finally {
    await sql.end();
  }
}
