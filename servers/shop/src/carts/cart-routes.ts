/** The cart: a random id in a cookie, plain forms, and a redirect after each. */
import { randomUUID } from "node:crypto";
import { type Context, Hono, type MiddlewareHandler } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { z } from "zod";
import { refusals } from "#refuse";
import type { Services, ShopEnv } from "#services";
import { parseForm } from "#storefront";
import { transact } from "#tenant";
import { maximumQuantity } from "./cart.ts";
import { cartPage } from "./cart-page.ts";
import { findCart } from "./cart-store.ts";
import { addToCart, changeQuantity } from "./change-cart.ts";

const thirtyDays = 30 * 24 * 60 * 60;
const idSchema = z.uuid();

const addSchema = z.object({
  sku: z.string().max(64),
  quantity: z.coerce.number().int().min(1).max(maximumQuantity),
});
const changeSchema = z.object({ quantity: z.coerce.number().int().min(0).max(maximumQuantity) });

/** Finds the shopper's cart for every page. A cookie that is not one of ours is as good as none. */
export function readCart({ config, database }: Services): MiddlewareHandler<ShopEnv> {
  const cookie = cookieName(config.publicUrl);
  return async (context, next) => {
    const id = idSchema.safeParse(getCookie(context, cookie)).data ?? null;
    context.set("cartId", id);
    context.set("cart", id === null ? null : await findCart(database, id));
    await next();
  };
}

export function cartRoutes({ config, database }: Services): Hono<ShopEnv> {
  const routes = new Hono<ShopEnv>();
  const cookie = cookieName(config.publicUrl);

  routes.get("/cart", (context) => {
    const short = context.req.query("short")?.split(",") ?? [];
    return context.html(
      cartPage({ cart: context.var.cart, notice: noticeOf(context), short, terms: config.terms }),
    );
  });

  routes.post("/cart/lines", async (context) => {
    const { sku, quantity } = parseForm(addSchema, await context.req.parseBody());
    const cartId = context.var.cartId ?? randomUUID();
    await transact(database, (tx) => addToCart(tx, { cartId, sku, quantity }));
    setCookie(context, cookie, cartId, {
      httpOnly: true,
      sameSite: "Lax",
      secure: isSecure(config.publicUrl),
      path: "/",
      maxAge: thirtyDays,
    });
    return context.redirect("/cart", 303);
  });

  routes.post("/cart/lines/:sku", async (context) => {
    const { quantity } = parseForm(changeSchema, await context.req.parseBody());
    const { cartId } = context.var;
    const sku = context.req.param("sku");
    if (cartId !== null) {
      await transact(database, (tx) => changeQuantity(tx, { cartId, sku, quantity }));
    }
    return context.redirect("/cart", 303);
  });

  return routes;
}

/** Only our own sentences are ever shown, whatever the address says. */
function noticeOf(context: Context<ShopEnv>): string | null {
  const code = context.req.query("notice") ?? "";
  return code === "cart_changed" || code === "stock_short" ? refusals[code].sentence : null;
}

function isSecure(publicUrl: string): boolean {
  return publicUrl.startsWith("https:");
}

/** With TLS the browser itself keeps other hosts from planting a cart. */
function cookieName(publicUrl: string): string {
  return isSecure(publicUrl) ? "__Host-cart" : "cart";
}
