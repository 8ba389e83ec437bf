/** Whose phone this is: its wallet, how it comes to be, and how its owner comes back to it. */
import { signal } from "@preact/signals";
import type { Assertion, Wallet, WalletSession } from "@scantill/contract/wallet";
import { fromBase64Url } from "./base64url.ts";
import { type Ceremony, createPasskey, signWithPasskey } from "./paying/passkeys.ts";
import type { Notice } from "./paying/payment-view.ts";
import {
  type Answer,
  readSession,
  savePasskey,
  signInWith,
  startPasskeyRegistration,
  startSignIn,
} from "./wallet-api.ts";

/** Undefined until the server has said, null on a phone that has no wallet. */
export const wallet = signal<Wallet | null | undefined>(undefined);

export type WalletOutcome =
  | { readonly kind: "wallet"; readonly wallet: Wallet }
  | { readonly kind: "none"; readonly why: Notice };

const none = (why: Notice): WalletOutcome => ({ kind: "none", why });

export async function refreshSession(): Promise<Answer<WalletSession>> {
  const answer = await readSession();
  if (answer.kind === "done") wallet.value = answer.content.wallet;
  return answer;
}

/** One passkey prompt, no form. */
export async function createWallet(): Promise<WalletOutcome> {
  const options = await startPasskeyRegistration();
  if (options.kind === "unanswered") return none(options.why);
  if (options.kind === "refused") return none("registrationFailed");
  const created = await createPasskey(options.content);
  switch (created.kind) {
    case "done":
      return walletFrom(await savePasskey(created.credential), "registrationFailed");
    case "closed":
      return none("promptClosed");
    case "ignored":
      return none("promptIgnored");
    case "exists":
      return none("passkeyExists");
    case "impossible":
      return none("notPossible");
    default:
      return created satisfies never;
  }
}

/**
 * Signs in with a passkey that was made on this phone before, or on another one of the same owner.
 */
export async function signIn(): Promise<WalletOutcome> {
  const options = await startSignIn();
  if (options.kind === "unanswered") return none(options.why);
  if (options.kind === "refused") return none("unknownPasskey");
  const { challenge, rpId, timeoutMs } = options.content;
  const signed = await signWithPasskey({
    challenge: fromBase64Url(challenge),
    rpId,
    timeoutMs,
    credentialIds: [],
  });
  if (signed.kind === "done")
    return walletFrom(await signInWith(signed.credential), "unknownPasskey");
  return none(noticeOf(signed));
}

/** What to say about a passkey that has not signed. */
export function noticeOf({ kind }: Exclude<Ceremony<Assertion>, { kind: "done" }>): Notice {
  if (kind === "impossible") return "notPossible";
  return kind === "ignored" ? "promptIgnored" : "promptClosed";
}

function walletFrom(answer: Answer<WalletSession>, whyNot: Notice): WalletOutcome {
  if (answer.kind === "unanswered") return none(answer.why);
  if (answer.kind === "refused" || answer.content.wallet === null) return none(whyNot);
  wallet.value = answer.content.wallet;
  return { kind: "wallet", wallet: answer.content.wallet };
}
