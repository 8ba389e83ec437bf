/** A refusal: the world says no, in a way that was foreseen. The code decides status and sentence; see the tables. */

export type FieldError = { readonly path: string; readonly code: string; readonly message: string };

export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: string;
  readonly errors: readonly FieldError[];
  readonly retryAfterSeconds: number | null;

  constructor(
    code: string,
    details: { errors?: readonly FieldError[]; retryAfterSeconds?: number } = {},
  ) {
    super(code);
    this.code = code;
    this.errors = details.errors ?? [];
    this.retryAfterSeconds = details.retryAfterSeconds ?? null;
  }
}
