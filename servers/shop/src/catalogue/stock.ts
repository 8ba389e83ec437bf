/** Stock is held while an order is being paid, then taken for good or returned. Every change locks its variants in id order. */
import { type FieldError, Refusal } from "@scantill/service-kit/refusal";
import type { TenantTx } from "#tenant";
import { availableOf, type Quantity, titleOf } from "./product.ts";
import { addHeld, lockVariants, removeHeld, removeHeldAndStock } from "./stock-store.ts";

/** All or nothing. Refuses `stock_short`, and its errors name what is short by SKU and in words. */
export async function holdStock(tx: TenantTx, wanted: readonly Quantity[]): Promise<void> {
  const variants = await lockVariants(
    tx,
    wanted.map((line) => line.variantId),
  );
  const short = wanted.flatMap((line): readonly FieldError[] => {
    const variant = variants.get(line.variantId);
    if (variant === undefined) throw new Error("a variant that was to be held does not exist");
    const available = availableOf(variant);
    if (available >= line.quantity) return [];
    const message = `${titleOf(variant.product, variant)}: ${available} left`;
    return [{ path: variant.sku, code: "stock_short", message }];
  });
  if (short.length > 0) throw new Refusal("stock_short", { errors: short });
  await addHeld(tx, wanted);
}

/** What was held has been paid for: it leaves the shelf. */
export async function takeStock(tx: TenantTx, held: readonly Quantity[]): Promise<void> {
  await lockVariants(
    tx,
    held.map((line) => line.variantId),
  );
  await removeHeldAndStock(tx, held);
}

/** What was held was not paid for: others may have it. */
export async function returnStock(tx: TenantTx, held: readonly Quantity[]): Promise<void> {
  await lockVariants(
    tx,
    held.map((line) => line.variantId),
  );
  await removeHeld(tx, held);
}
