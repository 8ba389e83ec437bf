/** Play money for the new wallets of a demonstration. */
import { newId } from "@scantill/service-kit/ids";
import { lockAccounts, openAccount, postTransfers } from "#ledger";
import { type AccountKey, accountKeyText } from "#ledger/rules";
import type { TenantTx } from "#tenant";
import { demoMoney, type WalletId } from "./wallet.ts";

/** Who gives it out: one issuer for each installation. */
const demoIssuerId = "iss_00000000000000000000000001";

/** Out of the issuer's account, so that even play money is never made from nothing. */
export async function giveDemoMoney(tx: TenantTx, walletId: WalletId): Promise<void> {
  const { amount, currency } = demoMoney;
  const wallet: AccountKey = { ownerId: walletId, kind: "wallet", currency };
  const issuer: AccountKey = { ownerId: demoIssuerId, kind: "issuer", currency };
  await openAccount(tx, wallet);
  await openAccount(tx, issuer);
  const accounts = await lockAccounts(tx, [wallet, issuer]);
  const from = accounts.get(accountKeyText(issuer));
  const to = accounts.get(accountKeyText(wallet));
  if (from === undefined || to === undefined)
    throw new Error("an account that was just opened is missing");
  await postTransfers(tx, [
    {
      id: newId("tr"),
      debitAccountId: from.id,
      creditAccountId: to.id,
      amount,
      currency,
      kind: "top_up",
      paymentId: null,
    },
  ]);
}
