/** The door of the catalogue: products as others see them, and stock held, taken and returned. */
export { insertProducts, type NewProduct } from "./product-store.ts";
export { holdStock, returnStock, takeStock } from "./stock.ts";
