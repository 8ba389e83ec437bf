/** Paid: the verdict first, then the receipt, which is also what is printed. */
import type { WalletPayment } from "@scantill/contract/wallet";
import { cameFromThisDevice } from "../arrival.ts";
import { Amount } from "../parts/amount.tsx";
import { FinalHeading } from "../parts/final-heading.tsx";
import { Icon } from "../parts/icon.tsx";
import { Items } from "../parts/items.tsx";
import { usePageTitle } from "../parts/page-title.ts";
import { returnAddress } from "../return-link.ts";
import { homeAddress } from "../routes.ts";
import { text, timeText } from "../texts/texts.ts";

export function ApprovedScreen({ payment }: { readonly payment: WalletPayment }) {
  usePageTitle(text("approved.title"));
  return (
    <main class="screen" data-payment-state="approved">
      <section class="verdict">
        <span class="seal seal-paid" aria-hidden="true">
          <Icon name="tick" />
        </span>
        <FinalHeading>{text("approved.title")}</FinalHeading>
        <Amount amount={payment.amount} />
        <p class="verdict-payee">
          <bdi>{text("approved.to", { payee: payment.merchant.name })}</bdi>
        </p>
        {!cameFromThisDevice && <p class="quiet unprinted">{text("approved.lookAtScreen")}</p>}
        <OthersOpen payment={payment} />
      </section>
      <Receipt payment={payment} />
      <NextSteps payment={payment} />
    </main>
  );
}

function OthersOpen({ payment }: { readonly payment: WalletPayment }) {
  const { codeCount, paidCodeCount } = payment.request;
  const count = codeCount - paidCodeCount;
  return count > 0 ? (
    <p class="notice unprinted">{text("approved.othersOpen", { count })}</p>
  ) : null;
}

function Receipt({ payment }: { readonly payment: WalletPayment }) {
  const { merchant, reference, approvedAt, id } = payment;
  return (
    <article class="slip">
      <div class="slip-part">
        <Items items={payment.items} />
      </div>
      <dl class="slip-part facts">
        <Fact name={text("approved.payee")} value={`${merchant.name} (${merchant.host})`} />
        <Fact name={text("approved.reference")} value={reference} />
        {approvedAt !== null && (
          <Fact name={text("approved.paidAt")} value={timeText(approvedAt)} />
        )}
        <Fact name={text("approved.receiptId")} value={id} />
      </dl>
    </article>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd>
        <bdi>{value}</bdi>
      </dd>
    </div>
  );
}

/** Back to the shop comes first where the shop is on this device; elsewhere the payer is simply done. */
function NextSteps({ payment }: { readonly payment: WalletPayment }) {
  const shop = returnAddress(payment.request.returnUrl);
  return (
    <div class="actions unprinted">
      {shop !== null && (
        <a class={cameFromThisDevice ? "button" : "button button-outlined"} href={shop}>
          {text("approved.backToShop")}
        </a>
      )}
      <div class="choices">
        <a class="button button-quiet" href={homeAddress}>
          {text("app.toWallet")}
        </a>
        <button type="button" class="button button-quiet" onClick={() => print()}>
          {text("approved.print")}
        </button>
      </div>
    </div>
  );
}
