/** The payment requests' door. */
export { advancePaymentRequest, cancelPaymentRequest } from "./close-payment-requests.ts";
export { extendPaymentRequest } from "./extend-payment-request.ts";
export { openPaymentRequest } from "./open-payment-request.ts";
export {
  findPaymentRequest,
  findPaymentRequestByClientSecret,
  getPaymentRequest,
  listRequestsToExpire,
  lockPaymentRequests,
  readClock,
  savePaymentRequests,
} from "./payment-request-store.ts";
export {
  closedAddresses,
  type Presentation,
  presentCode,
  presentPaymentRequest,
} from "./present-payment-request.ts";
export { advanceDueRequests, startRequestClock } from "./request-clock.ts";
export { saveWithEvent } from "./save-with-event.ts";
