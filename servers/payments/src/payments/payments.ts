/** The payments' door. */

export { handOver, openAddress } from "./delivery-address.ts";
export { releaseClaims } from "./hold-payment.ts";
export { lockPaymentOfSession } from "./lock-payment.ts";
export {
  findPayment,
  listPaymentsOfRequests,
  lockPayments,
  savePayments,
} from "./payment-store.ts";
export { presentWalletPayment } from "./present-payment.ts";
