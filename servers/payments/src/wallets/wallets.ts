/** The wallets' door. */
export { createWallet } from "./create-wallet.ts";
export { presentWallet } from "./present-wallet.ts";
export type { RelyingParty } from "./register-passkey.ts";
export { rememberAddress } from "./remembered-address.ts";
export {
  createSession,
  type FreshSession,
  findSession,
  getSession,
  sessionCookie,
  sessionOrNew,
  startChallenge,
  takeOverSession,
} from "./session.ts";
export type { Passkey, SessionId, Wallet, WalletId, WalletSession } from "./wallet.ts";
export {
  acceptLowerSignCount,
  deleteIdleSessions,
  findPasskey,
  listPasskeys,
  type PasskeyUse,
  savePasskeyUses,
  takeChallenge,
} from "./wallet-store.ts";
