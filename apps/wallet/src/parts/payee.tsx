/**
 * Who is paid, on which site, for which order. Names are a stranger's text: isolated, so that their
 * direction stays theirs.
 */
import type { WalletPayment } from "@scantill/contract/wallet";
import { text } from "../texts/texts.ts";

export function Payee({ payment }: { readonly payment: WalletPayment }) {
  const { merchant, reference } = payment;
  return (
    <header class="payee">
      <p class="payee-lead">{text("review.payTo")}</p>
      <p class="payee-name">
        <bdi>{merchant.name}</bdi>
      </p>
      <p class="payee-site">
        <bdi>{merchant.host}</bdi>
        <span aria-hidden="true"> · </span>
        <bdi>{text("review.order", { reference })}</bdi>
      </p>
    </header>
  );
}
