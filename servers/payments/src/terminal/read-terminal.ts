/** Reads what a terminal shows, by its client secret. */

import type { TerminalState } from "@scantill/contract/terminal";
import { parseToken } from "@scantill/service-kit/ids";
import { hashSecret } from "@scantill/service-kit/sealed";
import { listCodesOfRequests } from "#codes";
import { findPaymentRequest, findPaymentRequestByClientSecret, readClock } from "#payment-requests";
import type { PaymentRequest, RequestId } from "#payment-requests/rules";
import { listPaymentsOfRequests } from "#payments";
import { refuse } from "#refuse";
import type { Services } from "#services";
import type { Reader } from "#tenant";
import { terminalState } from "./terminal.ts";

export async function getTerminalRequest(
  reader: Reader,
  clientSecret: string,
): Promise<PaymentRequest> {
  const hash = hashSecret(parseToken(clientSecret) ?? clientSecret);
  return (await findPaymentRequestByClientSecret(reader, hash)) ?? refuse("terminal_not_found");
}

export async function readTerminal(
  { database, sealer, config }: Services,
  requestId: RequestId,
): Promise<TerminalState> {
  const [request, codes, payments, now] = await Promise.all([
    findPaymentRequest(database, requestId),
    listCodesOfRequests(database, [requestId]),
    listPaymentsOfRequests(database, [requestId]),
    readClock(database),
  ]);
  if (request === null) refuse("terminal_not_found");
  return terminalState({ sealer, publicUrl: config.publicUrl }, { request, codes, payments, now });
}
