/** Every refusal of the shop: a stable code with one meaning, its HTTP status, and a sentence that a shopper understands. */
import { Refusal } from "@scantill/service-kit/refusal";

type RefusalText = {
  readonly status: number;
  readonly sentence: string;
  readonly retryable?: true;
};

export const refusals = {
  not_found: { status: 404, sentence: "There is nothing at this address." },
  method_not_allowed: { status: 405, sentence: "This address does not answer that method." },
  malformed_json: { status: 400, sentence: "This could not be read." },
  origin_not_allowed: { status: 403, sentence: "This is only accepted from our own pages." },
  form_malformed: { status: 422, sentence: "This form was not filled in as it should be." },
  body_too_large: { status: 413, sentence: "That is more than this address accepts." },
  service_unavailable: {
    status: 503,
    sentence: "We cannot answer right now. Nothing was charged. Please try again in a moment.",
    retryable: true,
  },
  internal_error: {
    status: 500,
    sentence: "Something went wrong on our side. Your cart and your orders are safe.",
  },
  product_not_found: { status: 404, sentence: "We do not have this product (any more)." },
  cart_full: { status: 409, sentence: "A cart holds at most 20 different things." },
  cart_empty: { status: 409, sentence: "There is nothing in your cart." },
  cart_changed: { status: 409, sentence: "Your cart or a price has changed. Please look again." },
  discount_unknown: { status: 409, sentence: "We do not know this discount code." },
  stock_short: { status: 409, sentence: "There are not enough of these left." },
  order_not_found: { status: 404, sentence: "We do not know this order." },
  order_closed: { status: 409, sentence: "This order is already closed." },
  order_still_open: { status: 409, sentence: "This order can still be paid." },
  order_nothing_left: { status: 409, sentence: "Everything in this order is already paid." },
  webhook_signature_invalid: { status: 401, sentence: "This event is not signed by our payments." },
} as const satisfies { readonly [code: string]: RefusalText };

export type RefusalCode = keyof typeof refusals;

export function refuse(
  code: RefusalCode,
  details?: ConstructorParameters<typeof Refusal>[1],
): never {
  throw new Refusal(code, details);
}

/** Throws what a rule forbids; does nothing where it forbids nothing. */
export function refuseIf(code: RefusalCode | null): void {
  if (code !== null) refuse(code);
}

/** The refusal in something caught, if it has this code. */
export function isRefusal(error: unknown, code: RefusalCode): error is Refusal {
  return error instanceof Refusal && error.code === code;
}
