/** The door of the deliveries: noting that an address is to be asked for, asking, and showing it. */
export { listDeliveries } from "./delivery-store.ts";
export { fetchDeliveries } from "./fetch-deliveries.ts";
export { noteDeliveries } from "./note-deliveries.ts";
