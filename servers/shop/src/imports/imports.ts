/** The door of the imports: products from a file onto the shelf. */
export type { Difference } from "./differences.ts";
export type { PlannedProduct, PlannedVariant } from "./import-plan.ts";
export {
  type ImportProgress,
  type ImportReport,
  type ImportWish,
  importProducts,
} from "./import-products.ts";
export { openProductFile, type ProductFile, UnusableFile } from "./product-file/product-file.ts";
export type { Problem } from "./product-file/product-row.ts";
