/** What happened to a payment request, in the order of its sequence: the live stream shows all of it, webhooks what lasts. */
import { z } from "zod";
import { paymentRequestStatusSchema } from "./payment-requests.ts";
import { idSchema, instantSchema, moneySchema } from "./values.ts";

export const eventTypeSchema = z.enum([
  "request.opened",
  "code.claimed",
  "code.released",
  "payment.approving",
  "payment.refused",
  "payment.declined",
  "payment.abandoned",
  "code.paid",
  "request.partly_paid",
  "request.paid",
  "request.extended",
  "request.revised",
  "request.expired",
  "request.cancelled",
]);
export type EventType = z.infer<typeof eventTypeSchema>;

/** The events that a merchant's webhook endpoints are told about; the others only matter to the screen. */
export const webhookEventTypes = [
  "code.paid",
  "request.partly_paid",
  "request.paid",
  "request.revised",
  "request.expired",
  "request.cancelled",
] as const satisfies readonly EventType[];

export const eventSchema = z.object({
  id: idSchema("ev"),
  type: eventTypeSchema,
  /** 1..n without gaps, per payment request. */
  sequence: z.int(),
  createdAt: instantSchema,
  data: z.object({
    requestId: idSchema("pr"),
    reference: z.string(),
    /** The request's status right after this event. */
    status: paymentRequestStatusSchema,
    codeIds: z.array(idSchema("cd")).optional(),
    paymentId: idSchema("pay").optional(),
    amount: moneySchema.optional(),
  }),
});
export type ScantillEvent = z.infer<typeof eventSchema>;
