/** The order's page behind its secret address, and what its shopper may do there: pay, cancel, order again. */
import { setTimeout as delay } from "node:timers/promises";
import { parseToken } from "@scantill/service-kit/ids";
import { type Context, Hono } from "hono";
import { countOf } from "#carts/rules";
import { fetchDeliveries, listDeliveries } from "#deliveries";
import { isRefusal, refuse } from "#refuse";
import type { Services, ShopEnv } from "#services";
import { cancelOrder, followOrder, requestPayment } from "#settlements";
import { transact } from "#tenant";
import { isOpen, isOpened, isReopenable, type Order } from "./order.ts";
import { orderListPage } from "./order-list-page.ts";
import { type OrderState, orderPage, orderState } from "./order-page.ts";
import { claimAsking, findOrderByKey, findRepetition, listOrders } from "./order-store.ts";
import { reopenOrder } from "./reopen-order.ts";
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
      return context.html(orderState(await present(services, order)));
    }
    const order = await upToDate(services, found);
    const short = context.req.query("short")?.split(",") ?? [];
    const cartCount = countOf(context.var.cart?.lines ?? []);
    return context.html(orderPage({ ...(await present(services, order)), short, cartCount }));
  });

  // A button of ours, and the link on the payment page when its codes have run out. Doing it again changes nothing.
  routes.on(["GET", "POST"], "/orders/:key/pay", async (context) => {
    const order = await getOrder(services, context);
    try {
      return toPayment(context, await payAgain(services, order));
    } catch (error) {
      return backToOrder(context, order, error);
    }
  });

  routes.post("/orders/:key/cancel", async (context) => {
    const order = await cancelOrder(services, await getOrder(services, context));
    return context.redirect(`/orders/${order.key}`, 303);
  });

  routes.post("/orders/:key/again", async (context) => {
    const order = await getOrder(services, context);
    try {
      const placed = await transact(database, (tx) => repeatOrder(tx, order.id));
      return toPayment(context, await requestPayment(services, placed));
    } catch (error) {
      return backToOrder(context, order, error);
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

/** Where the order stands at payments comes first: the payment page knows that its codes ran out before we are told. */
async function payAgain(services: Services, order: Order): Promise<Order> {
  const followed = await followOrder(services, order);
  const payable = isReopenable(followed)
    ? await transact(services.database, (tx) => reopenOrder(tx, order.id))
    : followed;
  return await requestPayment(services, payable);
}

function toPayment(context: Context<ShopEnv>, order: Order): Response {
  const isPayable = isOpen(order) && isOpened(order) && order.terminalUrl !== null;
  return context.redirect(isPayable ? order.terminalUrl : `/orders/${order.key}`, 303);
}

/** The order's page says what is not there any more; anything else is not for it to explain. */
function backToOrder(context: Context<ShopEnv>, order: Order, error: unknown): Response {
  if (!isRefusal(error, "stock_short")) throw error;
  const skus = error.errors.map((short) => short.path).join(",");
  return context.redirect(`/orders/${order.key}?short=${encodeURIComponent(skus)}`, 303);
}

async function present({ database }: Services, order: Order): Promise<OrderState> {
  const [repetition, deliveries] = await Promise.all([
    findRepetition(database, order.id),
    order.collectsAddress ? listDeliveries(database, order.id) : [],
  ]);
  return { order, repetition, deliveries };
}

async function upToDate(services: Services, order: Order): Promise<Order> {
  const following = followAll(services, order).catch((error: unknown) => {
    services.log.error({ err: error, order: order.number }, "an order could not be settled");
    return order;
  });
  return await Promise.race([following, delay(patienceMs, order, { ref: false })]);
}

/** Where it stands, and then where it goes. */
async function followAll(services: Services, order: Order): Promise<Order> {
  const followed = await followOrder(services, order);
  if (followed.collectsAddress) await fetchDeliveries(services, followed.id);
  return followed;
}
