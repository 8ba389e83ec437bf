/** The delivery address that a wallet used last, so that its payer types it once. */
import type { DeliveryAddress } from "@scantill/contract/delivery-address";
import type { Sealer } from "@scantill/service-kit/sealed";
import type { Reader } from "#tenant";
import type { WalletId } from "./wallet.ts";
import { findSealedAddress, saveSealedAddress } from "./wallet-store.ts";

type Keeper = { readonly database: Reader; readonly sealer: Sealer };

export async function rememberAddress(
  { database, sealer }: Keeper,
  walletId: WalletId,
  address: DeliveryAddress,
): Promise<void> {
  await saveSealedAddress(database, walletId, sealer.seal(JSON.stringify(address), walletId));
}

export async function recallAddress(
  { database, sealer }: Keeper,
  walletId: WalletId,
): Promise<DeliveryAddress | null> {
  const sealed = await findSealedAddress(database, walletId);
  // Sealed by `rememberAddress`, after the contract had checked it.
  return sealed === null ? null : (JSON.parse(sealer.open(sealed, walletId)) as DeliveryAddress);
}
