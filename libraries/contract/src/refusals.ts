/**
 * Every refusal of the payments server: a stable code with one meaning, its HTTP status, and a sentence that a person
 * understands. One table per capability; the server answers with them, the reference lists them, phones translate by code.
 */

export type RefusalText = {
  readonly status: number;
  readonly sentence: string;
  readonly retryable?: true;
};
type RefusalTable = { readonly [code: string]: RefusalText };

export const httpRefusals = {
  not_found: { status: 404, sentence: "There is nothing at this address." },
  method_not_allowed: { status: 405, sentence: "This address does not answer that method." },
  malformed_json: { status: 400, sentence: "The body is not valid JSON." },
  unsupported_media_type: { status: 415, sentence: "Send the body as application/json." },
  body_too_large: { status: 413, sentence: "The body is larger than this address accepts." },
  validation_failed: { status: 422, sentence: "Some fields are missing or not as they should be." },
  origin_not_allowed: { status: 403, sentence: "This call is only accepted from our own pages." },
  api_key_invalid: { status: 401, sentence: "The API key is missing, unknown or revoked." },
  too_many_requests: {
    status: 429,
    sentence: "Too many calls in a short time. Please wait a moment and try again.",
    retryable: true,
  },
  service_unavailable: {
    status: 503,
    sentence: "We cannot answer right now. Please try again: nothing is ever charged twice.",
    retryable: true,
  },
  internal_error: { status: 500, sentence: "Something went wrong on our side." },
} as const satisfies RefusalTable;

export const paymentRequestRefusals = {
  scope_missing: { status: 403, sentence: "This API key may not be used for that." },
  request_not_found: { status: 404, sentence: "There is no such payment request." },
  request_not_open: { status: 409, sentence: "This payment request is already closed." },
  request_partly_paid: { status: 409, sentence: "Part of this payment request is already paid." },
  reference_already_used: {
    status: 409,
    sentence: "There already is a payment request with this reference.",
  },
  idempotency_key_required: {
    status: 400,
    sentence: "Send an Idempotency-Key header of 1 to 255 characters with every write.",
  },
  idempotency_key_reused: {
    status: 422,
    sentence: "This Idempotency-Key was used before with another body.",
  },
  discount_misplaced: {
    status: 422,
    sentence: "A discount, and nothing else, must be below zero.",
  },
  amount_out_of_range: {
    status: 422,
    sentence: "The amount must be at least one minor unit and at most 2^53 − 1.",
  },
  currency_mismatch: {
    status: 422,
    sentence: "Every item must be in the currency of the request.",
  },
  currency_not_supported: { status: 422, sentence: "No account is kept in this currency." },
  too_many_codes: { status: 422, sentence: "One code for each item works for at most 20 items." },
  item_amount_zero: {
    status: 422,
    sentence: "An item that costs nothing cannot have a code of its own.",
  },
  return_url_not_allowed: {
    status: 422,
    sentence: "returnUrl and retryUrl must lead to the merchant's own shop.",
  },
} as const satisfies RefusalTable;

export const codeRefusals = {
  code_not_found: { status: 404, sentence: "This code is not one of ours." },
  code_claimed: {
    status: 409,
    sentence: "This code is being paid on another phone.",
    retryable: true,
  },
  code_already_paid: { status: 409, sentence: "This has already been paid. You were not charged." },
  code_expired: { status: 410, sentence: "This code is no longer valid. You were not charged." },
  code_cancelled: { status: 410, sentence: "This payment was cancelled. You were not charged." },
  request_changed: {
    status: 409,
    sentence: "The order was changed. You were not charged. Please scan the new code.",
  },
} as const satisfies RefusalTable;

export const approvalRefusals = {
  payment_not_found: { status: 404, sentence: "There is no such payment." },
  payment_not_awaiting: { status: 409, sentence: "This payment is already decided." },
  approval_not_started: {
    status: 409,
    sentence: "Please start this approval again. You were not charged.",
  },
  delivery_address_required: {
    status: 422,
    sentence: "The shop needs a delivery address for this order. You were not charged.",
  },
  approval_expired: {
    status: 410,
    sentence: "The time to approve has run out. You were not charged.",
  },
  document_mismatch: {
    status: 409,
    sentence: "What was signed is not what is to be paid. You were not charged.",
  },
  proof_invalid: {
    status: 403,
    sentence: "Your passkey's answer could not be verified. You were not charged.",
  },
  user_not_verified: {
    status: 403,
    sentence: "Your phone did not verify that it is you. You were not charged.",
  },
  passkey_counter_fell: {
    status: 409,
    sentence:
      "Your passkey may exist on a second device. If that is as you want it, approve again. You were not charged.",
  },
  pin_wrong: { status: 403, sentence: "That PIN is not right. You were not charged." },
  pin_locked: {
    status: 429,
    sentence: "Too many wrong PINs. Please wait before you try again.",
    retryable: true,
  },
  balance_too_low: {
    status: 409,
    sentence: "There is not enough money in your wallet. You were not charged.",
  },
  approvals_busy: {
    status: 503,
    sentence: "Too many payments at once. Please try again in a moment.",
    retryable: true,
  },
} as const satisfies RefusalTable;

export const walletRefusals = {
  wallet_session_required: { status: 401, sentence: "Please scan the code again on this phone." },
  wallet_required: { status: 401, sentence: "This phone has no wallet yet." },
  passkey_registration_failed: {
    status: 422,
    sentence: "The passkey could not be saved. Please try again.",
  },
  pin_registration_failed: {
    status: 422,
    sentence: "This phone's key could not be saved. Please try again.",
  },
  recovery_code_unknown: { status: 401, sentence: "We do not know this recovery code." },
  wallet_exists: { status: 409, sentence: "This phone already has a wallet." },
  device_not_found: { status: 404, sentence: "There is no such device in your wallet." },
  last_device: {
    status: 409,
    sentence: "This is the only device left; without it nobody could pay.",
  },
  passkey_unknown: { status: 401, sentence: "We do not know this passkey." },
} as const satisfies RefusalTable;

export const terminalRefusals = {
  no_more_time: {
    status: 409,
    sentence: "The time to pay was already extended twice. Ask for a new code when it runs out.",
  },
  terminal_not_found: { status: 404, sentence: "There is no such payment page." },
} as const satisfies RefusalTable;

export const refusals = {
  ...httpRefusals,
  ...paymentRequestRefusals,
  ...codeRefusals,
  ...approvalRefusals,
  ...walletRefusals,
  ...terminalRefusals,
} as const;

export type RefusalCode = keyof typeof refusals;
