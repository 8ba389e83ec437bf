/** The door of the storefront: the frame of every page, and how amounts, pictures and forms are treated on all of them. */
export { assetUrl } from "./assets.ts";
export { parseForm } from "./form.ts";
export { framePage, type Html, icon, shopName } from "./frame-page.ts";
export { messagePage, notice } from "./message-page.ts";
export { picture } from "./picture-page.ts";
export { moment, price } from "./price.ts";
export { freeDeliveryText, piecesText, sums } from "./sums-page.ts";
