/** Putting things into a cart, changing how many, and taking them out again. A cart never promises anything. */
import type { Terms } from "#pricing/rules";
import { refuse, refuseIf } from "#refuse";
import type { TenantTx } from "#tenant";
import { type Cart, maximumQuantity, refusalToAdd } from "./cart.ts";
import {
  deleteCartLines,
  findVariantToAdd,
  insertCart,
  lockCart,
  replaceCheckoutToken,
  saveCartLine,
  saveDiscountCode,
} from "./cart-store.ts";

/** Adds to what is there, but not beyond what is on the shelf. The cart is made when it does not exist. */
export async function addToCart(
  tx: TenantTx,
  input: { readonly cartId: string; readonly sku: string; readonly quantity: number },
): Promise<void> {
  const variant = await findVariantToAdd(tx, input.sku);
  if (variant === null) refuse("product_not_found");
  await insertCart(tx, input.cartId);
  const cart = await lockCart(tx, input.cartId);
  refuseIf(refusalToAdd(cart, variant.id));
  const quantity = Math.min(
    quantityIn(cart, variant.id) + input.quantity,
    variant.available,
    maximumQuantity,
  );
  if (quantity < 1)
    refuse("stock_short", {
      errors: [{ path: input.sku, code: "stock_short", message: "sold out" }],
    });
  await saveCartLine(tx, { cartId: input.cartId, variantId: variant.id, quantity });
  await replaceCheckoutToken(tx, input.cartId);
}

/** Sets how many of a line are wanted; none takes it out. A line that is not there is left alone. */
export async function changeQuantity(
  tx: TenantTx,
  input: { readonly cartId: string; readonly sku: string; readonly quantity: number },
): Promise<void> {
  const cart = await lockCart(tx, input.cartId);
  const line = cart?.lines.find((one) => one.sku === input.sku);
  if (cart === null || line === undefined || line.quantity === input.quantity) return;
  const variantId = line.variantId;
  if (input.quantity === 0) await deleteCartLines(tx, { cartId: cart.id, variantIds: [variantId] });
  else await saveCartLine(tx, { cartId: cart.id, variantId, quantity: input.quantity });
  await replaceCheckoutToken(tx, cart.id);
}

/** Takes out what has been ordered. Does nothing the second time. */
export async function removeFromCart(
  tx: TenantTx,
  input: { readonly cartId: string; readonly variantIds: readonly string[] },
): Promise<void> {
  await lockCart(tx, input.cartId);
  if ((await deleteCartLines(tx, input)) === 0) return;
  await saveDiscountCode(tx, { cartId: input.cartId, discountCode: null });
  await replaceCheckoutToken(tx, input.cartId);
}

/** Remembers a discount code that is valid now; an empty one takes it back. Refuses `discount_unknown`. */
export async function changeDiscount(
  tx: TenantTx,
  input: { readonly cartId: string; readonly code: string; readonly terms: Terms },
): Promise<void> {
  const code = input.code.trim().toUpperCase();
  if (code !== "" && !input.terms.discounts.has(code)) refuse("discount_unknown");
  const discountCode = code === "" ? null : code;
  await lockCart(tx, input.cartId);
  await saveDiscountCode(tx, { cartId: input.cartId, discountCode });
  await replaceCheckoutToken(tx, input.cartId);
}

function quantityIn(cart: Cart | null, variantId: string): number {
  return cart?.lines.find((line) => line.variantId === variantId)?.quantity ?? 0;
}
