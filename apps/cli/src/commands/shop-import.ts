/**
 * `scantill shop import FILE --currency EUR [--dry-run]`: products from Shopify's product file. What is wrong with a line goes
 * to the error output. Exits with 1 when a line was bad, and with 2 when the file or the arguments are of no use.
 */
import { parseArgs } from "node:util";
import { SetupError } from "@scantill/service-kit/setup-error";
import * as shop from "@scantill/shop/operations";
import { checkout } from "../checkout.ts";
import { readConfig } from "../start/config.ts";
import { openDatabase } from "../start/database/open-database.ts";
import { isMissingRight } from "../start/database/own-database.ts";
import { openSecrets } from "../start/secrets.ts";
import { stopRequest } from "../start/stop-request.ts";

const usage = "Usage: scantill shop import FILE --currency EUR [--dry-run]";

export async function importIntoShop(args: readonly string[]): Promise<number> {
  const wish = readArguments(args);
  if (typeof wish === "string") {
    console.error(`${wish}\n${usage}`);
    return 2;
  }
  try {
    const file = await shop.openProductFile(wish.path);
    tellColumns(file);
    return await importFile(file, wish);
  } catch (error) {
    if (!(error instanceof shop.UnusableFile)) throw error;
    console.error(error.message);
    return 2;
  }
}

type Wish = { readonly path: string; readonly currency: string; readonly isDryRun: boolean };

/** What is asked for, or what is wrong with the arguments. */
function readArguments(args: readonly string[]): Wish | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { currency: { type: "string" }, "dry-run": { type: "boolean", default: false } },
    });
    const [path, ...others] = positionals;
    if (path === undefined || others.length > 0) return "One file is imported at a time.";
    if (values.currency === undefined)
      return "The file does not say which currency its prices are in.";
    const currency = values.currency.toUpperCase();
    if (!shop.isCurrency(currency)) {
      return `${shop.quoted(values.currency)} is not a currency of ISO 4217.`;
    }
    return { path, currency, isDryRun: values["dry-run"] };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return error.message;
  }
}

/** Uses the database that is running; an embedded one that is not is started for the moment. */
async function importFile(file: shop.ProductFile, { currency, isDryRun }: Wish): Promise<number> {
  const { signal } = stopRequest();
  const config = readConfig(process.env, checkout);
  const database = await openDatabase(config, openSecrets(config.home));
  try {
    await shop.migrate({ databaseUrl: database.ownerUrl });
    const report = await shop.importProducts({
      databaseUrl: database.ownerUrl,
      file,
      currency,
      isDryRun,
      onProgress: (progress) => {
        tellProgress(progress, file, isDryRun);
        signal.throwIfAborted();
      },
    });
    console.log(summary(report, isDryRun));
    return report.badRows === 0 ? 0 : 1;
  } catch (error) {
    if (isMissingRight(error)) throw new SetupError(`${error.message}. ${neededRight}`);
    if (!signal.aborted) throw error;
    console.error("Stopped. What was imported stays; run it again for the rest.");
    return 1;
  } finally {
    if (database.wasStarted) await database.stop();
  }
}

const neededRight =
  "The role of DATABASE_MIGRATION_URL, or of DATABASE_URL where that is not set, must own the shop's tables.";

/** What the file's columns mean for the import. */
function tellColumns({ columns: { places, unused } }: shop.ProductFile): void {
  if (unused.length > 0) console.log(`Columns that are not used: ${unused.join(", ")}.`);
  if (!places.has("stock")) {
    console.log("The file has no column Variant Inventory Qty: what is new is sold out.");
  }
}

const clearLine = "\r\u001b[K";

function tellProgress(
  { products, problems, report }: shop.ImportProgress,
  file: shop.ProductFile,
  isDryRun: boolean,
): void {
  const isTerminal = process.stdout.isTTY;
  if (isTerminal) process.stdout.write(clearLine);
  for (const problem of problems) console.error(shop.describeProblem(problem));
  if (isDryRun) for (const line of products.flatMap(shop.describeChanges)) console.log(line);
  if (isTerminal && report.bytesRead < file.bytes) {
    const percent = Math.floor((report.bytesRead / file.bytes) * 100);
    process.stdout.write(`${percent} %, ${number(report.rows)} rows`);
  }
}

function summary(
  { rows, badRows, products, variants }: shop.ImportReport,
  isDryRun: boolean,
): string {
  return [
    `${number(rows)} rows read, ${badRows === 0 ? "none" : number(badRows)} of them bad.`,
    `Products: ${tally(products, isDryRun)}.`,
    `Variants: ${tally(variants, isDryRun)}.`,
    ...(isDryRun ? ["Nothing was changed, for this was a dry run."] : []),
  ].join("\n");
}

function tally({ new: added, changed, unchanged }: shop.Counts, isDryRun: boolean): string {
  const would = isDryRun ? " would be" : "";
  return `${number(added)}${would} new, ${number(changed)}${would} changed, ${number(unchanged)} as they were`;
}

function number(count: number): string {
  return new Intl.NumberFormat("en").format(count);
}
