/** The one error that the SDK throws. It never holds the API key or a webhook secret, so it may be logged. */
import type { Problem } from "@scantill/contract/problem";

export class ScantillError extends Error {
  /**
   * What went wrong: the problem's own code where the server refused; else `unreachable` (no answer in time),
   * `unexpected_answer` (not one of Scantill's), `webhook_malformed`, `webhook_out_of_time` or `webhook_signature_invalid`.
   */
  readonly code: string;
  /** The server's refusal, where there is one. */
  readonly problem: Problem | null;

  constructor(
    code: string,
    sentence: string,
    details: { problem?: Problem; cause?: unknown } = {},
  ) {
    super(sentence, details.cause === undefined ? {} : { cause: details.cause });
    this.name = "ScantillError";
    this.code = code;
    this.problem = details.problem ?? null;
  }
}
