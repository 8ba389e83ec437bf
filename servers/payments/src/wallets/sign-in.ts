/** Another phone, the same passkey: whoever proves to hold it uses the same wallet. */
import { randomBytes } from "node:crypto";
import type { Assertion } from "@scantill/contract/wallet";
import { newToken } from "@scantill/service-kit/ids";
import { hashSecret } from "@scantill/service-kit/sealed";
import { refuse, refuseIf } from "#refuse";
import type { TenantTx } from "#tenant";
import { checkAssertion } from "./assertion.ts";
import type { RelyingParty } from "./register-passkey.ts";
import type { FreshSession } from "./session.ts";
import type { WalletSession } from "./wallet.ts";
import { attachWallet, findPasskey, raiseSignCounts, saveChallenge } from "./wallet-store.ts";

/** @returns the challenge to sign, in base64url. */
export async function startSignIn(tx: TenantTx, session: WalletSession): Promise<string> {
  const challenge = randomBytes(32).toString("base64url");
  await saveChallenge(tx, session.id, challenge);
  return challenge;
}

export async function signIn(
  tx: TenantTx,
  input: {
    readonly session: WalletSession;
    readonly assertion: Assertion;
    readonly challenge: string;
    readonly relyingParty: RelyingParty;
  },
): Promise<FreshSession> {
  const { session, assertion, relyingParty } = input;
  const passkey = (await findPasskey(tx, assertion.credentialId)) ?? refuse("passkey_unknown");
  const checked = checkAssertion(assertion, { publicKey: passkey.publicKey, ...relyingParty });
  refuseIf(checked.refusal);
  if (checked.challenge !== input.challenge) refuse("proof_invalid");
  await raiseSignCounts(tx, [{ credentialId: passkey.credentialId, signCount: checked.signCount }]);
  const token = newToken();
  await attachWallet(tx, {
    id: session.id,
    walletId: passkey.walletId,
    tokenHash: hashSecret(token),
  });
  return { session: { ...session, walletId: passkey.walletId, challenge: null }, token };
}
