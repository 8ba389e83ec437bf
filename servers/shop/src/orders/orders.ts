/** The door of the orders: making them, finding them, and writing down what payments say about them. */
export {
  claimAsking,
  claimOrdersToFollow,
  findOrder,
  findOrderOfCheckout,
  lockOrderByNumber,
  saveLines,
  savePaymentRequest,
  saveStatus,
} from "./order-store.ts";
export { placeOrder } from "./place-order.ts";
