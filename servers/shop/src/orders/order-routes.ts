/** The order's page behind its secret address, and what its shopper may do there: pay, cancel, order again. */
import { setTimeout as delay } from "node:timers/promises";
import { parseToken } from "@scantill/service-kit/ids";
import { type Context, Hono } from "hono";
import { countOf } from "#carts/rules";
import { isRefusal, refuse } from "#refuse";
import type { Services, ShopEnv } from "#services";
import { cancelOrder, followOrder, requestPayment } from "#settlements";
import { transact } from "#tenant";
import type { Order } from "./order.ts";
import { orderListPage } from "./order-list-page.ts";
import { orderPage, orderState } from "./order-page.ts";
import { claimAsking, findOrderByKey, findRepetition, listOrders } from "./order-store.ts";
import { repeatOrder } from "./repeat-order.ts";

/** An open page looks often; payments are asked on its behalf only this often. */
const quietSeconds = 2;
/** A page does not wait longer for the payments server; what was known before is shown, and the answer is used all the same. */
const patienceMs = 1500;

export function orderRoutes(services: Services): Hono<ShopEnv> {
  const routes = new Hono<ShopEnv>();
  const { database } = services;

  routes.get("/orders", async (context) => {
    const { cartId, cart } = context.var;
    const orders = cartId === null ? [] : await listOrders(database, cartId);
    return context.html(orderListPage({ orders, cartCount: countOf(cart?.lines ?? []) }));
  });

  routes.get("/orders/:key", async (context) => {
    const found = await getOrder(services, context);
    if (context.req.query("part") === "state") {
      const isDue = await claimAsking(database, { id: found.id, quietSeconds });
      const order = isDue ? await upToDate(services, found) : found;
      return context.html(orderState(order, await findRepetition(database, order.id)));
    }
    const order = await upToDate(services, found);
    const repetition = await findRepetition(database, order.id);
    const notice = context.req.query("notice") === "stock_short" ? "stock_short" : null;
    const cartCount = countOf(context.var.cart?.lines ?? []);
    return context.html(orderPage({ order, repetition, notice, cartCount }));
  });

  routes.post("/orders/:key/pay", async (context) => {
    const order = await requestPayment(services, await getOrder(services, context));
    return context.redirect(order.terminalUrl ?? `/orders/${order.key}`, 303);
  });

  routes.post("/orders/:key/cancel", async (context) => {
    const order = await cancelOrder(services, await getOrder(services, context));
    return context.redirect(`/orders/${order.key}`, 303);
  });

  routes.post("/orders/:key/again", async (context) => {
    const order = await getOrder(services, context);
    try {
      const placed = await transact(database, (tx) => repeatOrder(tx, order.id));
      const again = await requestPayment(services, placed);
      return context.redirect(again.terminalUrl ?? `/orders/${again.key}`, 303);
    } catch (error) {
      if (!isRefusal(error, "stock_short")) throw error;
      return context.redirect(`/orders/${order.key}?notice=stock_short`, 303);
    }
  });

  return routes;
}

async function getOrder(
  { database }: Services,
  context: Context<ShopEnv, "/orders/:key">,
): Promise<Order> {
  const key = parseToken(context.req.param("key"));
  const order = key === null ? null : await findOrderByKey(database, key);
  if (order === null) refuse("order_not_found");
  return order;
}

async function upToDate(services: Services, order: Order): Promise<Order> {
  const following = followOrder(services, order).catch((error: unknown) => {
    services.log.error({ err: error, order: order.number }, "an order could not be settled");
    return order;
  });
  return await Promise.race([following, delay(patienceMs, order, { ref: false })]);
}
