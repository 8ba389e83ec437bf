/** Paid: the verdict first, then the receipt, which is also what is printed. */
import type { WalletPayment } from "@scantill/contract/wallet";
import { cameFromThisDevice } from "../addresses/arrival.ts";
import { returnAddress } from "../addresses/return-link.ts";
import { homeAddress, scanAddress } from "../addresses/routes.ts";
import { isAddressCollected } from "../delivery/delivery-draft.ts";
import { Amount } from "../parts/amount.tsx";
import { FinalHeading } from "../parts/final-heading.tsx";
import { Icon } from "../parts/icon.tsx";
import { Items } from "../parts/items.tsx";
import { usePageTitle } from "../parts/page-title.ts";
import { UnkeptCodeNotice } from "../parts/unkept-code-notice.tsx";
import { isJustPaid } from "../paying/payment-view.ts";
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
        {!cameFromThisDevice && isJustPaid(payment) && (
          <p class="unprinted">{text("approved.lookAtScreen")}</p>
        )}
        <OthersOpen payment={payment} />
      </section>
      <UnkeptCodeNotice />
      {cameFromThisDevice && <BackToShop payment={payment} />}
      <Receipt payment={payment} />
      {!cameFromThisDevice && <BackToShop payment={payment} />}
      <OtherSteps />
    </main>
  );
}

function OthersOpen({ payment }: { readonly payment: WalletPayment }) {
  const { codeCount, paidCodeCount } = payment.request;
  const count = codeCount - paidCodeCount;
  if (count <= 0 || payment.request.status !== "partly_paid") return null;
  return (
    <div class="others-open unprinted">
      <p>{text("approved.othersOpen", { count })}</p>
      <a class="button button-small" href={scanAddress(null)}>
        <Icon name="scan" />
        {text("review.scanAnother")}
      </a>
    </div>
  );
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
        {isAddressCollected(payment) && (
          <Fact name={text("approved.delivery")} value={text("delivery.handedOver")} />
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

/** First of all where the shop is on this device; elsewhere the payer is simply done. */
function BackToShop({ payment }: { readonly payment: WalletPayment }) {
  const shop = returnAddress(payment.request.returnUrl);
  if (shop === null) return null;
  return (
    <a class={cameFromThisDevice ? "button" : "button button-outlined"} href={shop}>
      {text("approved.backToShop")}
    </a>
  );
}

function OtherSteps() {
  return (
    <div class="choices unprinted">
      <a class="button button-quiet" href={homeAddress}>
        {text("app.toWallet")}
      </a>
      <button type="button" class="button button-quiet" onClick={() => print()}>
        {text("approved.print")}
      </button>
    </div>
  );
}
