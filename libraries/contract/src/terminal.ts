/** What the screen that shows the codes may know: everything but the phone's secrets. Read with the client secret alone. */
import { z } from "zod";
import { codeSchema, paymentRequestSchema } from "./payment-requests.ts";
import { instantSchema } from "./values.ts";

/** What a code is doing on the screen, decided by the server. */
export const codePhaseSchema = z.enum(["waiting", "scanned", "approving", "paid", "closed"]);
export type CodePhase = z.infer<typeof codePhaseSchema>;

/** `url`, `shortCode` and `images` are null unless the phase is `waiting`: no code is readable after a scan. */
export const terminalCodeSchema = codeSchema
  .pick({ id: true, items: true, amount: true, url: true, shortCode: true, images: true })
  .extend({ phase: codePhaseSchema });
export type TerminalCode = z.infer<typeof terminalCodeSchema>;

export const terminalStateSchema = paymentRequestSchema
  .pick({
    id: true,
    status: true,
    revision: true,
    reference: true,
    split: true,
    items: true,
    amount: true,
    paidAmount: true,
    returnUrl: true,
    retryUrl: true,
    expiresAt: true,
    cancelledBy: true,
  })
  .extend({
    /** The request's newest event; a screen that has drawn this sequence is up to date. */
    sequence: z.number().int(),
    merchantName: z.string(),
    codes: z.array(terminalCodeSchema),
    /** Whether the shopper may still ask for more time. */
    isExtendable: z.boolean(),
    /** The server's clock, so that a screen can count down without trusting its own. */
    now: instantSchema,
  });
export type TerminalState = z.infer<typeof terminalStateSchema>;

/** "Not you?": which code is meant; all that phones hold when left out. */
export const releaseSchema = z.strictObject({ codeId: z.string().max(64).optional() });
