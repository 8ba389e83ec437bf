/** Signed and sent, but nobody has answered yet: says so, and promises nothing. */
import { Amount } from "../parts/amount.tsx";
import { usePageTitle } from "../parts/page-title.ts";
import type { PaymentView } from "../paying/payment-view.ts";
import { text } from "../texts/texts.ts";

export function CheckingScreen({
  view,
}: {
  readonly view: Extract<PaymentView, { readonly state: "checking" }>;
}) {
  usePageTitle(text("checking.title"));
  return (
    <main class="screen" data-payment-state="checking">
      <section class="verdict">
        <span class="seal seal-waiting" aria-hidden="true">
          <span class="spinner" />
        </span>
        <h1>{text("checking.title")}</h1>
        {view.payment !== null && (
          <>
            <Amount amount={view.payment.amount} />
            <p class="verdict-payee">
              <bdi>{view.payment.merchant.name}</bdi>
            </p>
          </>
        )}
        <p>{text("checking.sentence")}</p>
        <p class="quiet">{text("checking.stay")}</p>
      </section>
    </main>
  );
}
