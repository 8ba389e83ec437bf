/**
 * What each refusal means to a person with a phone: whether it settles that nothing was charged,
 * and what to do next.
 */
import type {
  approvalRefusals,
  codeRefusals,
  httpRefusals,
  RefusalCode,
  walletRefusals,
} from "@scantill/contract/refusals";

/** `tryAgain` begins once more with the same code, `scan` needs a new one. */
export type NextStep = "tryAgain" | "scan" | "home";

export type RefusalMeaning = {
  /** As the answer to an approval: this attempt has not paid and never will. */
  readonly isVerdict: boolean;
  readonly next: NextStep;
};

const verdict = (next: NextStep): RefusalMeaning => ({ isVerdict: true, next });
const noVerdict = (next: NextStep): RefusalMeaning => ({ isVerdict: false, next });

/** What a phone can be told; the other tables are for merchants and terminals. */
export type PhoneRefusalCode = Exclude<
  keyof (typeof httpRefusals &
    typeof codeRefusals &
    typeof approvalRefusals &
    typeof walletRefusals),
  "api_key_invalid"
>;

export const refusalMeanings = {
  code_not_found: verdict("scan"),
  code_claimed: verdict("tryAgain"),
  code_already_paid: verdict("home"),
  code_expired: verdict("scan"),
  code_cancelled: verdict("home"),
  request_changed: verdict("scan"),

  approval_not_started: verdict("tryAgain"),
  delivery_address_required: verdict("home"),
  approval_expired: verdict("tryAgain"),
  document_mismatch: verdict("tryAgain"),
  proof_invalid: verdict("tryAgain"),
  user_not_verified: verdict("tryAgain"),
  passkey_counter_fell: verdict("tryAgain"),
  pin_wrong: verdict("tryAgain"),
  pin_locked: verdict("home"),
  balance_too_low: verdict("home"),
  payment_not_found: noVerdict("scan"),
  payment_not_awaiting: noVerdict("scan"),
  approvals_busy: noVerdict("tryAgain"),

  wallet_session_required: noVerdict("scan"),
  wallet_required: noVerdict("tryAgain"),
  passkey_registration_failed: noVerdict("tryAgain"),
  passkey_unknown: noVerdict("tryAgain"),
  pin_registration_failed: noVerdict("tryAgain"),
  recovery_code_unknown: noVerdict("tryAgain"),
  wallet_exists: noVerdict("home"),
  device_not_found: noVerdict("home"),
  last_device: noVerdict("home"),

  too_many_requests: noVerdict("tryAgain"),
  service_unavailable: noVerdict("tryAgain"),
  internal_error: noVerdict("tryAgain"),
  not_found: noVerdict("home"),
  method_not_allowed: noVerdict("home"),
  malformed_json: noVerdict("home"),
  unsupported_media_type: noVerdict("home"),
  body_too_large: noVerdict("home"),
  validation_failed: noVerdict("home"),
  origin_not_allowed: noVerdict("home"),
} as const satisfies Record<PhoneRefusalCode, RefusalMeaning>;

const unexpected = noVerdict("home");

/** A newer server may know refusals that this phone does not: those settle nothing. */
export function meaningOf(code: RefusalCode): RefusalMeaning {
  return (refusalMeanings as Partial<Record<string, RefusalMeaning>>)[code] ?? unexpected;
}
