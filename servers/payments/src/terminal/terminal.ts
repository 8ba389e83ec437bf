/** What a terminal may see of a request: a pure view of its rows. */
import type { CodePhase, TerminalCode, TerminalState } from "@scantill/contract/terminal";
import type { Code } from "#codes/rules";
import { isClaimed } from "#codes/rules";
import { closedAddresses, type Presentation, presentCode } from "#payment-requests";
import { type PaymentRequest, refusalToExtend } from "#payment-requests/rules";
import type { Payment } from "#payments/rules";

export type TerminalRows = {
  readonly request: PaymentRequest;
  readonly codes: readonly Code[];
  readonly payments: readonly Payment[];
  readonly now: Date;
};

/** What a code is doing on the screen. */
export function phaseOf(code: Code, payments: readonly Payment[], now: Date): CodePhase {
  switch (code.status) {
    case "paid":
      return "paid";
    case "active":
      return "waiting";
    case "claimed": {
      if (!isClaimed(code, now)) return "waiting";
      const payment = payments.find((candidate) => candidate.id === code.paymentId);
      return payment === undefined || payment.attempt === null ? "scanned" : "approving";
    }
    case "expired":
    case "cancelled":
    case "retired":
      return "closed";
    default:
      return code.status satisfies never;
  }
}

export function terminalState(
  presentation: Presentation,
  { request, codes, payments, now }: TerminalRows,
): TerminalState {
  const { currency } = request;
  return {
    id: request.id,
    status: request.status,
    revision: request.revision,
    reference: request.reference,
    split: request.split,
    items: [...request.items],
    amount: { minor: Number(request.amount), currency },
    paidAmount: { minor: Number(request.paidAmount), currency },
    returnUrl: request.returnUrl,
    retryUrl: request.retryUrl,
    expiresAt: request.expiresAt.toISOString(),
    cancelledBy: request.cancelledBy,
    sequence: request.eventCount,
    merchantName: request.merchantName,
    codes: codes
      .filter((code) => code.revision === request.revision)
      .map((code) => terminalCode(presentation, request, code, phaseOf(code, payments, now))),
    isExtendable: refusalToExtend(request, now) === null,
    now: now.toISOString(),
  };
}

/** Only a waiting code can be read off the screen. */
function terminalCode(
  presentation: Presentation,
  request: PaymentRequest,
  code: Code,
  phase: CodePhase,
): TerminalCode {
  const { id, items, amount, url, shortCode, images } = presentCode(presentation, request, code);
  const addresses = phase === "waiting" ? { url, shortCode, images } : closedAddresses;
  return { id, items, amount, ...addresses, phase };
}
