/** What each refusal means to a person with a phone: whether it settles that nothing was charged, and what to do next. */
import type { RefusalCode } from "@scantill/contract/refusals";

/** `tryAgain` begins once more with the same code, `scan` needs a new one. */
export type NextStep = "tryAgain" | "scan" | "home";

export type RefusalMeaning = {
  /** As the answer to an approval: this attempt has not paid and never will. */
  readonly isVerdict: boolean;
  readonly next: NextStep;
};

const verdict = (next: NextStep): RefusalMeaning => ({ isVerdict: true, next });
const noVerdict = (next: NextStep): RefusalMeaning => ({ isVerdict: false, next });

/** Null for what only merchants and terminals are told. */
export const refusalMeanings = {
  code_not_found: verdict("scan"),
  code_claimed: verdict("tryAgain"),
  code_already_paid: verdict("home"),
  code_expired: verdict("scan"),
  code_cancelled: verdict("home"),
  request_changed: verdict("scan"),
  request_not_open: verdict("scan"),

  approval_not_started: verdict("tryAgain"),
  approval_expired: verdict("tryAgain"),
  document_mismatch: verdict("tryAgain"),
  proof_invalid: verdict("tryAgain"),
  user_not_verified: verdict("tryAgain"),
  balance_too_low: verdict("home"),
  payment_not_found: noVerdict("scan"),
  payment_not_awaiting: noVerdict("scan"),
  approvals_busy: noVerdict("tryAgain"),

  wallet_session_required: noVerdict("scan"),
  wallet_required: noVerdict("tryAgain"),
  passkey_registration_failed: noVerdict("tryAgain"),
  passkey_unknown: noVerdict("tryAgain"),

  service_unavailable: noVerdict("tryAgain"),
  internal_error: noVerdict("tryAgain"),
  not_found: noVerdict("home"),
  method_not_allowed: noVerdict("home"),
  malformed_json: noVerdict("home"),
  unsupported_media_type: noVerdict("home"),
  body_too_large: noVerdict("home"),
  validation_failed: noVerdict("home"),
  origin_not_allowed: noVerdict("home"),

  api_key_invalid: null,
  request_not_found: null,
  request_partly_paid: null,
  reference_already_used: null,
  idempotency_key_required: null,
  idempotency_key_reused: null,
  amount_out_of_range: null,
  currency_mismatch: null,
  currency_not_supported: null,
  too_many_codes: null,
  item_amount_zero: null,
  return_url_not_allowed: null,
  terminal_not_found: null,
} as const satisfies Record<RefusalCode, RefusalMeaning | null>;

const unexpected = noVerdict("home");

/** A newer server may know refusals that this phone does not: those settle nothing. */
export function meaningOf(code: RefusalCode): RefusalMeaning {
  return (refusalMeanings as Partial<Record<string, RefusalMeaning | null>>)[code] ?? unexpected;
}
