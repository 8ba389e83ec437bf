/** The wallet of a phone, as the phone sees it. */
import type { WalletSession as WalletSessionJson } from "@scantill/contract/wallet";
import { listAccounts } from "#ledger";
import { available } from "#ledger/rules";
import type { Reader } from "#tenant";
import type { WalletSession } from "./wallet.ts";
import { findWallet } from "./wallet-store.ts";

export async function presentWallet(
  reader: Reader,
  { walletId }: WalletSession,
): Promise<WalletSessionJson> {
  const wallet = walletId === null ? null : await findWallet(reader, walletId);
  if (wallet === null) return { wallet: null };
  const accounts = await listAccounts(reader, { ownerId: wallet.id, kind: "wallet" });
  const balances = accounts.map((account) => ({
    available: { minor: Number(available(account)), currency: account.currency },
  }));
  return { wallet: { id: wallet.id, isDemo: wallet.isDemo, balances } };
}
