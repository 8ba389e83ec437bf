/** What happened to a payment request. Whoever holds the request's lock numbers its events, 1..n without gaps. */
import type { EventType } from "@scantill/contract/events";
import type { PaymentRequestStatus } from "@scantill/contract/payment-requests";
import type { Id } from "@scantill/service-kit/ids";

export type EventFacts = {
  readonly codeIds?: readonly Id<"cd">[];
  readonly paymentId?: Id<"pay">;
  readonly amount?: bigint;
};

export type NewEvent = EventFacts & {
  readonly requestId: Id<"pr">;
  readonly merchantId: Id<"mer">;
  readonly sequence: number;
  readonly type: EventType;
  readonly reference: string;
  readonly status: PaymentRequestStatus;
  readonly currency: string;
};

/** The part of a payment request that its events are numbered by and speak of. */
export type EventSubject = {
  readonly id: Id<"pr">;
  readonly merchantId: Id<"mer">;
  readonly reference: string;
  readonly status: PaymentRequestStatus;
  readonly currency: string;
  readonly eventCount: number;
};

/** The subject with one more event, and that event. */
export function withEvent<Subject extends EventSubject>(
  subject: Subject,
  type: EventType,
  facts: EventFacts = {},
): { readonly subject: Subject; readonly event: NewEvent } {
  const sequence = subject.eventCount + 1;
  const event: NewEvent = {
    ...facts,
    requestId: subject.id,
    merchantId: subject.merchantId,
    sequence,
    type,
    reference: subject.reference,
    status: subject.status,
    currency: subject.currency,
  };
  return { subject: { ...subject, eventCount: sequence }, event };
}
