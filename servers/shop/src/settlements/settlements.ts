/** The door of settlements: asking payments about orders, and applying the answer. */
export { cancelOrder, followOrder, requestPayment } from "./ask-payments.ts";
export { followOrders } from "./follow-orders.ts";
export { settleOrder } from "./settle-order.ts";
