/** Checkout: the summary with the choice of codes, and the button that makes the order and opens the payment. */
import { type Context, Hono } from "hono";
import { z } from "zod";
import { countOf, shortageOf } from "#carts/rules";
import { isRefusal } from "#refuse";
import type { Services, ShopEnv } from "#services";
import { requestPayment } from "#settlements";
import { parseForm } from "#storefront";
import { transact } from "#tenant";
import { checkOut } from "./check-out.ts";
import { checkoutPage } from "./checkout-page.ts";

const checkoutSchema = z.object({
  checkoutToken: z.uuid(),
  totalMinor: z
    .string()
    .regex(/^\d{1,16}$/)
    .transform(BigInt),
  split: z.enum(["one", "each"]),
});

export function checkoutRoutes(services: Services): Hono<ShopEnv> {
  const routes = new Hono<ShopEnv>();

  routes.get("/checkout", (context) => {
    const { cart } = context.var;
    if (cart === null || countOf(cart.lines) === 0) return context.redirect("/cart", 303);
    if (cart.lines.some((line) => shortageOf(line) > 0)) return context.redirect("/cart", 303);
    return context.html(checkoutPage(cart));
  });

  routes.post("/checkout", async (context) => {
    const form = parseForm(checkoutSchema, await context.req.parseBody());
    const { cartId } = context.var;
    if (cartId === null) return context.redirect("/cart", 303);
    try {
      const placed = await transact(services.database, (tx) => checkOut(tx, { ...form, cartId }));
      const order = await requestPayment(services, placed);
      return context.redirect(order.terminalUrl ?? `/orders/${order.key}`, 303);
    } catch (error) {
      return backToCart(context, error);
    }
  });

  return routes;
}

/** The cart shows what has changed or is short; anything else is not for the cart to explain. */
function backToCart(context: Context<ShopEnv>, error: unknown): Response {
  if (isRefusal(error, "stock_short")) {
    const skus = error.errors.map((short) => short.path).join(",");
    return context.redirect(`/cart?notice=stock_short&short=${encodeURIComponent(skus)}`, 303);
  }
  if (isRefusal(error, "cart_changed")) return context.redirect("/cart?notice=cart_changed", 303);
  if (isRefusal(error, "cart_empty")) return context.redirect("/cart", 303);
  throw error;
}
