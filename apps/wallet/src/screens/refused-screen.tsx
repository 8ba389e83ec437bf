/** Not paid: why, what that means for the payer's money, and what can be done. */
import { cameFromThisDevice } from "../addresses/arrival.ts";
import { returnAddress } from "../addresses/return-link.ts";
import { homeAddress, scanAddress } from "../addresses/routes.ts";
import { FinalHeading } from "../parts/final-heading.tsx";
import { Icon } from "../parts/icon.tsx";
import { usePageTitle } from "../parts/page-title.ts";
import { nextStepAfter, type PaymentView } from "../paying/payment-view.ts";
import { codesInHand, tryAgain } from "../payments.ts";
import { wallet } from "../session.ts";
import { reasonText } from "../texts/reasons.ts";
import { moneyText, text } from "../texts/texts.ts";

type RefusedView = Extract<PaymentView, { readonly state: "refused" }>;

export function RefusedScreen({ view }: { readonly view: RefusedView }) {
  const { title, sentence } = reasonText(view.reason);
  usePageTitle(title);
  return (
    <main class="screen" data-payment-state="refused">
      <section class="verdict">
        <span class="seal" aria-hidden="true">
          <Icon name={view.isNothingCharged ? "stop" : "question"} />
        </span>
        <FinalHeading>{title}</FinalHeading>
        <p>{sentence}</p>
        <Charged view={view} />
        {view.reason === "balance_too_low" && <Balances />}
      </section>
      <NextSteps view={view} />
    </main>
  );
}

function Charged({ view }: { readonly view: RefusedView }) {
  if (!view.isNothingCharged) return null;
  return (
    <p class="charged">
      {view.payment === null
        ? text("refused.nothingCharged")
        : text("refused.notCharged", {
            amount: moneyText(view.payment.amount),
            payee: view.payment.merchant.name,
          })}
    </p>
  );
}

function Balances() {
  return (
    <>
      {wallet.value?.balances.map(({ available }) => (
        <p key={available.currency} class="quiet">
          {text("refused.available", { amount: moneyText(available) })}
        </p>
      ))}
    </>
  );
}

function NextSteps({ view }: { readonly view: RefusedView }) {
  const step = nextStepAfter(view.reason, codesInHand.value.length > 0);
  const shop =
    view.payment && cameFromThisDevice ? returnAddress(view.payment.request.returnUrl) : null;
  return (
    <div class="actions">
      {step === "tryAgain" && (
        <button type="button" class="button" onClick={() => void tryAgain()}>
          {text("app.tryAgain")}
        </button>
      )}
      {step === "scan" && (
        <a class="button" href={scanAddress(null)}>
          {text("app.scanCode")}
        </a>
      )}
      {shop !== null && (
        <a class="button button-outlined" href={shop}>
          {text("refused.backToShop")}
        </a>
      )}
      <a
        class={step === "home" && shop === null ? "button button-outlined" : "button button-quiet"}
        href={homeAddress}
      >
        {text("app.toWallet")}
      </a>
    </div>
  );
}
