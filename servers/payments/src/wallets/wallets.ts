/** The wallets' door. */
export {
  type RelyingParty,
  registerPasskey,
  startPasskeyRegistration,
} from "./register-passkey.ts";
export { createSession, findSession, getSession, sessionCookie } from "./session.ts";
export type { Passkey, SessionId, Wallet, WalletId, WalletSession } from "./wallet.ts";
export { findPasskey, listPasskeys, raiseSignCounts } from "./wallet-store.ts";
