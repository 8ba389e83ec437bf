/** The approvals' door. */
export { type ApprovalQueue, createApprovalQueue } from "./approval-queue.ts";
export { approvePayments } from "./approve-payments.ts";
