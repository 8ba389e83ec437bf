/** The door of the imports: products from a file onto the shelf. */
export { describeChanges, describeProblem } from "./describe.ts";
export {
  type Counts,
  type ImportProgress,
  type ImportReport,
  type ImportWish,
  importProducts,
} from "./import-products.ts";
export { quoted } from "./product-file/plain-text.ts";
export { openProductFile, type ProductFile, UnusableFile } from "./product-file/product-file.ts";
