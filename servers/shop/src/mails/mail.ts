/** When a letter is tried again, and when it is given up. Pure. */

/** Waits after the first attempt, the second, and so on; after the last of them it is given up. */
export const retrySeconds: readonly number[] = [60, 300, 1_800, 7_200, 21_600, 86_400];

export type Failure = {
  /** What the mail server answered, such as 550; null when it could not be spoken to. */
  readonly responseCode: number | null;
};

/** A refusal for good (5xx) is not tried again, and neither is what was tried often enough. */
export function isGivenUp({ responseCode }: Failure, attempts: number): boolean {
  const isForGood = responseCode !== null && responseCode >= 500;
  return isForGood || attempts >= retrySeconds.length;
}
