/** Puts the products of a file onto the shelf, batch by batch: what is done stays done, and running it again finishes the rest. */
import { newUuid } from "@scantill/service-kit/ids";
import { type TenantDatabase, type TenantTx, transact } from "#tenant";
import { type Fate, type ImportPlan, type PlannedProduct, planImport } from "./import-plan.ts";
import {
  insertProducts,
  insertVariants,
  replacePictures,
  updateProducts,
  updateVariants,
} from "./import-store.ts";
import type { Claims } from "./product-file/claims.ts";
import type { FileProduct } from "./product-file/file-product.ts";
import { type ProductFile, UnusableFile } from "./product-file/product-file.ts";
import type { Problem } from "./product-file/product-row.ts";
import { type Batch, readProducts } from "./product-file/read-products.ts";
import { arrange } from "./shelf.ts";
import { findOtherCurrency, findShelfProducts, lockShelf, type Names } from "./shelf-store.ts";
import { ownSku } from "./variant-plan.ts";

export type ImportWish = {
  readonly file: ProductFile;
  readonly currency: string;
  /** Only finds out what would be changed. */
  readonly isDryRun: boolean;
  /** Called after each batch, in the order of the file. */
  readonly onProgress: (progress: ImportProgress) => void;
};

/** What became of one batch, and how far the import has come. */
export type ImportProgress = {
  readonly products: readonly PlannedProduct[];
  /** In the order of the file. */
  readonly problems: readonly Problem[];
  readonly report: ImportReport;
};

export type ImportReport = {
  /** Lines with something in them, the header not counted. */
  readonly rows: number;
  readonly badRows: number;
  readonly bytesRead: number;
  readonly products: Counts;
  readonly variants: Counts;
};

export type Counts = Readonly<Record<Fate, number>>;

const none: Counts = { new: 0, changed: 0, unchanged: 0 };

/** No file of ours: pages make a drawing of their own. */
const noImage = "";

/** Throws UnusableFile when the shelf's prices are in another currency. */
export async function importProducts(
  database: TenantDatabase,
  wish: ImportWish,
): Promise<ImportReport> {
  const { file, currency } = wish;
  const other = await findOtherCurrency(database, currency);
  if (other !== null) {
    throw new UnusableFile(
      `The shop's prices are in ${other}, and a cart holds only one currency: ${currency} cannot be imported.`,
    );
  }
  const claims = new Map<string, number>();
  let report: ImportReport = { rows: 0, badRows: 0, bytesRead: 0, products: none, variants: none };
  for await (const batch of readProducts(file, currency)) {
    const plan = await transact(database, (tx) => importBatch(tx, batch, { ...wish, claims }));
    for (const [key, line] of plan.claims) claims.set(key, line);
    report = addTo(report, batch, plan);
    const problems = [...batch.problems, ...plan.problems].sort(byLine);
    wish.onProgress({ products: plan.products, problems, report });
  }
  return report;
}

type BatchSurroundings = Pick<ImportWish, "file" | "isDryRun"> & { readonly claims: Claims };

/** May run again for the same batch: until it has committed, nothing outside of the transaction knows of it. */
async function importBatch(
  tx: TenantTx,
  { products }: Batch,
  { file, isDryRun, claims }: BatchSurroundings,
): Promise<ImportPlan> {
  if (!isDryRun) await lockShelf(tx);
  const shelf = arrange(await findShelfProducts(tx, namesOf(products)));
  const plan = planImport(products, { shelf, columns: file.columns, claims, newId: newUuid });
  if (!isDryRun) await carryOut(tx, plan.products);
  return plan;
}

/** Everything that may already stand on the shelf, under the names that it would have. */
function namesOf(products: readonly FileProduct[]): Names {
  const variants = products.flatMap(({ handle, variants: all }) =>
    all.map((variant) => ({ handle, ...variant })),
  );
  return {
    handles: products.map(({ handle }) => handle),
    skus: variants.map(({ sku, handle, options }) => sku ?? ownSku(handle, options ?? {})),
    gtins: variants.flatMap(({ gtin }) => gtin ?? []),
  };
}

/** What is there comes first: it may give up a name that something new will have. */
async function carryOut(tx: TenantTx, planned: readonly PlannedProduct[]): Promise<void> {
  const products = (fate: Fate) =>
    planned.filter((one) => one.fate === fate).map(({ product }) => product);
  const variants = (fate: Fate) =>
    planned.flatMap(({ product, variants: all }) =>
      all
        .filter((one) => one.fate === fate)
        .map(({ variant }) => ({ productId: product.id, variant })),
    );
  await updateProducts(tx, products("changed"));
  await insertProducts(
    tx,
    products("new").map((product) => ({ ...product, image: noImage })),
  );
  await updateVariants(tx, variants("changed"));
  await insertVariants(tx, variants("new"));
  await replacePictures(
    tx,
    planned.filter(hasOtherPictures).map(({ product }) => product),
  );
}

function hasOtherPictures({ fate, product, differences }: PlannedProduct): boolean {
  return fate === "new"
    ? product.pictures.length > 0
    : differences.some(({ field }) => field === "pictures");
}

function addTo(report: ImportReport, batch: Batch, plan: ImportPlan): ImportReport {
  const badLines = new Set([...batch.problems, ...plan.problems].map(({ line }) => line));
  return {
    rows: report.rows + batch.rows,
    badRows: report.badRows + badLines.size,
    bytesRead: batch.bytesRead,
    products: count(report.products, plan.products),
    variants: count(
      report.variants,
      plan.products.flatMap(({ variants }) => variants),
    ),
  };
}

function count(counts: Counts, planned: readonly { readonly fate: Fate }[]): Counts {
  const more = (fate: Fate) => planned.filter((one) => one.fate === fate).length;
  return {
    new: counts.new + more("new"),
    changed: counts.changed + more("changed"),
    unchanged: counts.unchanged + more("unchanged"),
  };
}

function byLine(one: Problem, other: Problem): number {
  return one.line - other.line;
}
