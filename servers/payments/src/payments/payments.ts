/** The payments' door. */

export { releaseClaims } from "./hold-payment.ts";
export { lockPaymentOfSession } from "./lock-payment.ts";
export {
  findPayment,
  listPaymentsOfRequests,
  lockPayments,
  savePayments,
} from "./payment-store.ts";
export { presentWalletPayment } from "./present-payment.ts";
