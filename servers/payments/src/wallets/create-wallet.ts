/** A new wallet: empty, unless this is a demonstration. */
import { newId } from "@scantill/service-kit/ids";
import type { TenantTx } from "#tenant";
import { giveDemoMoney } from "./give-demo-money.ts";
import type { WalletId } from "./wallet.ts";
import { insertWallet } from "./wallet-store.ts";

export async function createWallet(tx: TenantTx, isDemo: boolean): Promise<WalletId> {
  const walletId = newId("wal");
  await insertWallet(tx, { id: walletId, isDemo });
  if (isDemo) await giveDemoMoney(tx, walletId);
  return walletId;
}
