/** Checkout: the summary with the choice of codes, and the button that makes the order and opens the payment. */
import { type Context, Hono } from "hono";
import { z } from "zod";
import { changeDiscount } from "#carts";
import { countOf, shortageOf } from "#carts/rules";
import { isRefusal, refusals } from "#refuse";
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
  email: z
    .union([z.literal(""), z.email().max(254)])
    .optional()
    .transform((email) => email || null),
});

const discountSchema = z.object({ code: z.string().max(40) });

export function checkoutRoutes(services: Services): Hono<ShopEnv> {
  const routes = new Hono<ShopEnv>();
  const { terms, mail, collectsAddress } = services.config;

  routes.get("/checkout", (context) => {
    const { cart } = context.var;
    if (cart === null || countOf(cart.lines) === 0) return context.redirect("/cart", 303);
    if (cart.lines.some((line) => shortageOf(line) > 0)) return context.redirect("/cart", 303);
    const isUnknown = context.req.query("notice") === "discount_unknown";
    const notice = isUnknown ? refusals.discount_unknown.sentence : null;
    return context.html(
      checkoutPage({ cart, terms, notice, isMailed: mail !== null, collectsAddress }),
    );
  });

  routes.post("/checkout/discount", async (context) => {
    const { code } = parseForm(discountSchema, await context.req.parseBody());
    const { cartId } = context.var;
    if (cartId === null) return context.redirect("/cart", 303);
    try {
      await transact(services.database, (tx) => changeDiscount(tx, { cartId, code, terms }));
      return context.redirect("/checkout", 303);
    } catch (error) {
      if (!isRefusal(error, "discount_unknown")) throw error;
      return context.redirect("/checkout?notice=discount_unknown", 303);
    }
  });

  routes.post("/checkout", async (context) => {
    const form = parseForm(checkoutSchema, await context.req.parseBody());
    const { cartId } = context.var;
    if (cartId === null) return context.redirect("/cart", 303);
    try {
      const placed = await transact(services.database, (tx) =>
        checkOut(tx, { ...form, cartId, terms, collectsAddress }),
      );
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
