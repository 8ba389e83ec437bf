/**
 * How quickly products come from a file onto the shelf, and how much memory that takes: a real PostgreSQL with durable
 * settings, three lines a product, imported once and then again without a change.
 * Run it with the Node that npm brings: `node benchmarks/import-products.ts [ROWS]`.
 */
import { createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { startEmbeddedDatabase } from "@scantill/service-kit/embedded-database";
import { importProducts, migrate, openProductFile } from "@scantill/shop/operations";

const rows = Number(process.argv[2] ?? 100_000);
const folder = mkdtempSync(join(tmpdir(), "scantill-benchmark-"));
const path = join(folder, "products.csv");
const database = await startEmbeddedDatabase({ folder: join(folder, "postgres") });
const databaseUrl = database.superuserUrl;

try {
  await pipeline(Readable.from(lines()), createWriteStream(path));
  await migrate({ databaseUrl });
  await measure("new");
  await measure("unchanged");
} finally {
  await database.stop();
  rmSync(folder, { recursive: true });
}

async function measure(what: string): Promise<void> {
  const startedAt = performance.now();
  const report = await importProducts({
    databaseUrl,
    file: await openProductFile(path),
    currency: "EUR",
    isDryRun: false,
    onProgress() {},
  });
  const seconds = (performance.now() - startedAt) / 1000;
  const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
  const pace = Math.round(report.rows / seconds);
  console.log(
    `${what}: ${report.rows} rows in ${seconds.toFixed(1)} s, ${pace} rows/s, peak ${peakMb} MB`,
  );
}

function* lines(): Generator<string> {
  yield "Handle,Title,Body (HTML),Vendor,Tags,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Qty,Variant Price,Image Src\n";
  for (let row = 0; row < rows; row += 1) {
    const product = Math.floor(row / 3);
    const first = `Thing ${product},<p>A <b>fine</b> thing.</p><ul><li>One</li><li>Two</li></ul>,Works,"garden, tin",Size`;
    const rest = `Size ${row % 3},THING-${String(row).padStart(9, "0")},${row % 50},12.50,https://pictures.example/${row}.jpg`;
    yield `thing-number-${product},${row % 3 === 0 ? first : ",,,,"},${rest}\n`;
  }
}
