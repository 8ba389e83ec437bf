/** The door of the carts: what checkout orders, and what an order takes out of a cart. */
export { findCart, lockCart } from "./cart-store.ts";
export { changeDiscount, removeFromCart } from "./change-cart.ts";
