/**
 * What a phone sends to show that its payer agrees, checked as far as it can be without a lock: a passkey's assertion, or a
 * signature by the phone's own key together with the PIN. Whether what was signed is what is to be paid is decided later.
 */
import { approvalText } from "@scantill/contract/approval-document";
import type { RefusalCode } from "@scantill/contract/refusals";
import type { Assertion, PinApproval } from "@scantill/contract/wallet";
import { parseId } from "@scantill/service-kit/ids";
import { listCodesOfRequests } from "#codes";
import { rpIdOf } from "#config";
import type { PaymentRequest } from "#payment-requests/rules";
import { challengeOf, codesOf, documentOf, type Payment } from "#payments/rules";
import { checkPin, findPinDevice } from "#pins";
import { isSignedBy } from "#pins/rules";
import { refuse } from "#refuse";
import type { Services } from "#services";
import { findPasskey, type WalletSession } from "#wallets";
import { checkAssertion } from "#wallets/assertion";
import type { Approval } from "./approval.ts";

export type Evidence = Pick<Approval, "proof" | "signedChallenge" | "proofRefusal" | "passkeyUse">;

export async function passkeyEvidence(
  { database, config }: Services,
  session: WalletSession,
  assertion: Assertion,
): Promise<Evidence> {
  const passkey = await findPasskey(database, assertion.credentialId);
  if (passkey === null || passkey.walletId !== session.walletId) refuse("passkey_unknown");
  const { publicKey } = passkey;
  const rpId = rpIdOf(config);
  const { challenge, signCount, refusal } = checkAssertion(assertion, {
    publicKey,
    rpId,
    origin: config.publicUrl,
  });
  const hasFallen = signCount > 0 && signCount <= passkey.signCount;
  return {
    proof: { kind: "passkey", rpId, publicKey, ...assertion },
    signedChallenge: challenge,
    proofRefusal: refusal ?? (hasFallen ? "passkey_counter_fell" : null),
    passkeyUse: { credentialId: passkey.credentialId, signCount },
  };
}

/** The signature is checked first: whoever does not have the phone cannot even try a PIN. */
export async function pinEvidence(
  services: Services,
  session: WalletSession,
  approval: PinApproval,
  { payment, request }: { readonly payment: Payment; readonly request: PaymentRequest },
): Promise<Evidence> {
  const { database } = services;
  const deviceId = parseId("dev", approval.deviceId) ?? refuse("device_not_found");
  const device = await findPinDevice(database, deviceId);
  if (device === null || session.walletId === null || device.walletId !== session.walletId)
    refuse("device_not_found");
  const codes = await listCodesOfRequests(database, [request.id]);
  const document =
    documentOf(payment, request, codesOf(payment, codes)) ?? refuse("approval_not_started");
  const { publicKey } = device;
  const proof = { kind: "pin", deviceId, publicKey, signature: approval.signature } as const;
  const evidence = (proofRefusal: RefusalCode | null): Evidence => ({
    proof,
    signedChallenge: challengeOf(document),
    proofRefusal,
    passkeyUse: null,
  });
  if (!isSignedBy(publicKey, approvalText(document), approval.signature))
    return evidence("proof_invalid");
  return evidence((await checkPin(services, device, approval.pin)) ? null : "pin_wrong");
}
