/** A payer's wallet, its passkeys, and the phone's browser that uses it. */
import type { PasskeyPublicKey } from "@scantill/contract/payments";
import type { Id } from "@scantill/service-kit/ids";

export type WalletId = Id<"wal">;
export type SessionId = Id<"ses">;

export type Wallet = { readonly id: WalletId; readonly isDemo: boolean };

export type Passkey = {
  /** As the browser names it, in base64url. */
  readonly credentialId: string;
  readonly walletId: WalletId;
  readonly publicKey: PasskeyPublicKey;
  readonly signCount: number;
};

/** One phone's browser; it may hold codes before it has a wallet. */
export type WalletSession = {
  readonly id: SessionId;
  readonly walletId: WalletId | null;
  /** The phone's own key, where it pays with a PIN. */
  readonly pinDeviceId: Id<"dev"> | null;
  /** The passkey by which this phone came to its wallet, in base64url. */
  readonly credentialId: string | null;
};

/** What a new wallet is given in a demonstration, in minor units. */
export const demoMoney = { amount: 50_000n, currency: "EUR" } as const;

/** Whose phone it is, and by which device; nobody's before there is a wallet and after signing out. */
export type SessionOwner = Pick<WalletSession, "walletId" | "pinDeviceId" | "credentialId">;

export const nobody: SessionOwner = { walletId: null, pinDeviceId: null, credentialId: null };
