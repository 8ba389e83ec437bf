/** The lines of a payment: quantity, name, what one costs, what they cost together. */
import type { WalletPayment } from "@scantill/contract/wallet";
import { moneyText, text } from "../texts/texts.ts";

type Item = WalletPayment["items"][number];

export function Items({ items }: { readonly items: readonly Item[] }) {
  return (
    <ul class="items" aria-label={text("review.items")}>
      {items.map((item, index) => (
        <ItemLine key={index} item={item} />
      ))}
    </ul>
  );
}

function ItemLine({ item }: { readonly item: Item }) {
  const { name, quantity, unitAmount } = item;
  return (
    <li class="item">
      <span class="item-quantity">{quantity} ×</span>
      <span class="item-name">
        <bdi>{name}</bdi>
        {quantity > 1 && <small>{text("review.each", { amount: moneyText(unitAmount) })}</small>}
      </span>
      <span class="item-amount">{moneyText(unitAmount, quantity)}</span>
    </li>
  );
}
