/** Another phone, the same passkey: whoever proves to hold it uses the same wallet. */
import type { Assertion } from "@scantill/contract/wallet";
import { refuse, refuseIf } from "#refuse";
import type { TenantTx } from "#tenant";
import { checkAssertion } from "./assertion.ts";
import type { RelyingParty } from "./register-passkey.ts";
import { type FreshSession, takeOverSession } from "./session.ts";
import { nobody, type WalletSession } from "./wallet.ts";
import { findPasskey, savePasskeyUses } from "./wallet-store.ts";

export const signInPurpose = "sign in";

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
  await savePasskeyUses(tx, [{ credentialId: passkey.credentialId, signCount: checked.signCount }]);
  return takeOverSession(tx, session, {
    ...nobody,
    walletId: passkey.walletId,
    credentialId: passkey.credentialId,
  });
}
