/** Fills the shelves of a demonstration. May run again: what is there stays as it is. */
import { newUuid } from "@scantill/service-kit/ids";
import { insertProducts } from "#catalogue";
import type { TenantTx } from "#tenant";
import { demoProducts } from "./demo-products.ts";

const currency = "EUR";

export async function seedDemo(tx: TenantTx): Promise<void> {
  const products = demoProducts.map(({ variants, ...product }) => ({
    ...product,
    id: newUuid(),
    image: `products/${product.handle}.svg`,
    variants: variants.map((variant) => ({
      sku: variant.sku,
      gtin: variant.gtin,
      options: variant.options ?? {},
      price: { minor: variant.priceMinor, currency },
      compareAt:
        variant.compareAtMinor === undefined ? null : { minor: variant.compareAtMinor, currency },
      stock: variant.stock,
    })),
  }));
  await insertProducts(tx, products, newUuid);
}
