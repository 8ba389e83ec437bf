/**
 * Changes what is asked for, or opens an expired request again: same reference, next revision, new codes. The old codes are
 * retired, and an approval that was signed for them is refused.
 */
import type { revisePaymentRequestSchema } from "@scantill/contract/payment-requests";
import type { Sealer } from "@scantill/service-kit/sealed";
import type { z } from "zod";
import { lockCodesOfRequests, saveCodes } from "#codes";
import { closed, isPayable } from "#codes/rules";
import { refuse, refuseIf } from "#refuse";
import type { TenantTx } from "#tenant";
import { drawCodes } from "./draw-codes.ts";
import {
  type PaymentRequest,
  type RequestId,
  refusalToOpen,
  refusalToRevise,
  revised,
} from "./payment-request.ts";
import { lockPaymentRequests, readClock, saveRevision } from "./payment-request-store.ts";
import { saveWithEvent } from "./save-with-event.ts";

export async function revisePaymentRequest(
  tx: TenantTx,
  id: RequestId,
  input: { readonly change: z.output<typeof revisePaymentRequestSchema>; readonly sealer: Sealer },
): Promise<PaymentRequest> {
  const [request] = await lockPaymentRequests(tx, [id]);
  if (request === undefined) refuse("request_not_found");
  refuseIf(refusalToRevise(request));
  const { items = request.items, split = request.split, expiresIn } = input.change;
  refuseIf(refusalToOpen({ currency: request.currency, items, split }));

  const old = (await lockCodesOfRequests(tx, [id])).filter(isPayable);
  const expiresAt = new Date((await readClock(tx)).getTime() + expiresIn * 1_000);
  const next = revised(request, { items, split, expiresAt });
  await saveCodes(
    tx,
    old.map((code) => closed(code, "retired")),
  );
  await saveRevision(tx, next);
  await drawCodes(tx, next, input.sealer);
  return saveWithEvent(tx, next, "request.revised", {});
}
