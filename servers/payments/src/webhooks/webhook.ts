/** What becomes of a delivery, decided from the receiver's answer alone. */

/** Waits after the first, second, … failed attempt, in seconds; after the last one nobody tries again. */
const retryDelaysSeconds = [5, 30, 120, 600, 1_800, 3_600, 10_800, 21_600, 43_200, 86_400, 86_400];

/** The share of a wait that chance may add, so that many deliveries do not come back together. */
const jitter = 0.1;

/** An HTTP status, or why there was no answer at all. */
export type ReceiverAnswer = { readonly status: number } | { readonly fault: string };

export type DeliveryOutcome =
  | { readonly status: "delivered" }
  | { readonly status: "failed"; readonly retryInSeconds: number }
  | { readonly status: "given_up"; readonly switchOff: boolean };

/**
 * @param attempt how many attempts were made, this one included.
 * @param chance 0 to 1.
 */
export function outcomeOf(
  answer: ReceiverAnswer,
  attempt: number,
  chance: number,
): DeliveryOutcome {
  if ("status" in answer && answer.status >= 200 && answer.status < 300)
    return { status: "delivered" };
  if ("status" in answer && answer.status === 410) return { status: "given_up", switchOff: true };
  const delay = retryDelaysSeconds[attempt - 1];
  if (delay === undefined) return { status: "given_up", switchOff: false };
  return { status: "failed", retryInSeconds: delay * (1 + jitter * chance) };
}

/** The receiver's answer as it is kept for the merchant to read. */
export function describeAnswer(answer: ReceiverAnswer): string {
  return "status" in answer ? `HTTP ${answer.status}` : answer.fault;
}
