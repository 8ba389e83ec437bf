/** What will be paid, to whom, and the one button that pays it. */
import type { Wallet, WalletPayment } from "@scantill/contract/wallet";
import { scanAddress } from "../addresses/routes.ts";
import { isAddressCollected } from "../delivery/delivery-draft.ts";
import { Amount } from "../parts/amount.tsx";
import { Icon } from "../parts/icon.tsx";
import { Items } from "../parts/items.tsx";
import { later } from "../parts/later.tsx";
import { usePageTitle } from "../parts/page-title.ts";
import { Payee } from "../parts/payee.tsx";
import { passkeyAbility } from "../paying/passkey-ability.ts";
import {
  collectedCodes,
  isGoodNews,
  type PaymentView,
  type ReviewActions,
  reviewActions,
} from "../paying/payment-view.ts";
import {
  decline,
  findOtherWayForPayment,
  pay,
  recoverForPayment,
  signInForPayment,
} from "../payments.ts";
import { wallet } from "../session.ts";
import { moneyText, text } from "../texts/texts.ts";

const Delivery = later({
  load: async () => (await import("../delivery/delivery-part.tsx")).DeliveryPart,
  meanwhile: <span class="bone bone-item" />,
});

type ReviewView = Extract<PaymentView, { readonly state: "review" | "approving" }>;

export function ReviewScreen({ view }: { readonly view: ReviewView }) {
  const { payment } = view;
  const hasWallet = wallet.value === undefined ? null : wallet.value !== null;
  const actions = reviewActions(view, { hasWallet, passkeys: passkeyAbility.value });
  usePageTitle(text("review.title", { payee: payment.merchant.name }));
  return (
    <main class="screen" data-payment-state={view.state}>
      <h1 class="unseen">{text("review.title", { payee: payment.merchant.name })}</h1>
      <article class="slip">
        <div class="slip-part">
          <Payee payment={payment} />
          <Amount amount={payment.amount} />
        </div>
        <div class="slip-part">
          <Items items={payment.items} />
          <Collected payment={payment} canScanAnother={actions.canScanAnother} />
        </div>
        {isAddressCollected(payment) && (
          <div class="slip-part">
            <Delivery />
          </div>
        )}
      </article>
      <PayerLine payment={payment} />
      <div class="actions">
        <div class="notices" role="status">
          {view.state === "review" && view.notice !== null && (
            <p class={isGoodNews(view.notice) ? "notice notice-good" : "notice"}>
              {text(`notices.${view.notice}`)}
            </p>
          )}
        </div>
        <PayButton pay={actions.pay} amount={moneyText(payment.amount)} />
        <SecondChoices actions={actions} />
      </div>
      <OtherPayers actions={actions} />
    </main>
  );
}

function Collected({
  payment,
  canScanAnother,
}: {
  readonly payment: WalletPayment;
  readonly canScanAnother: boolean;
}) {
  const { collected, total } = collectedCodes(payment);
  if (payment.request.split === "one" || total === 1) return null;
  return (
    <div class="collected">
      <p>{text("review.collected", { count: collected, total })}</p>
      {canScanAnother && (
        <button
          type="button"
          class="button button-small"
          onClick={() => location.assign(scanAddress(payment.id))}
        >
          <Icon name="scan" />
          {text("review.scanAnother")}
        </button>
      )}
    </div>
  );
}

/** What this payer pays with; on a new phone, what the first payment will do. */
function PayerLine({ payment }: { readonly payment: WalletPayment }) {
  if (wallet.value === undefined) return <p class="payer">&nbsp;</p>;
  if (wallet.value === null) {
    const isWithPin = passkeyAbility.value === "none";
    return <p class="payer">{text(isWithPin ? "review.firstTimePin" : "review.firstTime")}</p>;
  }
  const available = balanceIn(payment.amount.currency, wallet.value);
  const key = available.minor < payment.amount.minor ? "review.short" : "review.available";
  return (
    <p class="payer">
      {wallet.value.isDemo && <span class="tag">{text("app.demoMoney")}</span>}
      {text(key, { amount: moneyText(available) })}
    </p>
  );
}

function PayButton({
  pay: label,
  amount,
}: {
  readonly pay: ReviewActions["pay"];
  readonly amount: string;
}) {
  const isWaiting = label === "waiting";
  return (
    <button
      type="button"
      class="button button-pay"
      aria-disabled={isWaiting}
      onClick={() => void pay()}
    >
      {isWaiting ? <span class="spinner" aria-hidden="true" /> : <Icon name="lock" />}
      {text(`review.${label}`, { amount })}
    </button>
  );
}

function SecondChoices({ actions }: { readonly actions: ReviewActions }) {
  return (
    <div class="choices">
      {actions.canDecline && (
        <button type="button" class="button button-quiet" onClick={() => void decline()}>
          {text("review.notNow")}
        </button>
      )}
      {actions.canChoosePin && (
        <button
          type="button"
          class="button button-quiet"
          onClick={() => void pay({ isPinChosen: true })}
        >
          {text("review.usePin")}
        </button>
      )}
      {actions.canFindOtherWay && (
        <button
          type="button"
          class="button button-quiet"
          onClick={() => void findOtherWayForPayment()}
        >
          {text("otherWays.open")}
        </button>
      )}
    </div>
  );
}

/** Ways into a wallet that there is already. */
function OtherPayers({ actions }: { readonly actions: ReviewActions }) {
  if (!actions.canSignIn && !actions.canRecover) return null;
  return (
    <div class="choices">
      {actions.canSignIn && (
        <button type="button" class="button button-quiet" onClick={() => void signInForPayment()}>
          {text("app.haveWallet")}
        </button>
      )}
      {actions.canRecover && (
        <button type="button" class="button button-quiet" onClick={() => void recoverForPayment()}>
          {text("recovery.open")}
        </button>
      )}
    </div>
  );
}

function balanceIn(currency: string, { balances }: Wallet): WalletPayment["amount"] {
  return (
    balances.find(({ available }) => available.currency === currency)?.available ?? {
      minor: 0,
      currency,
    }
  );
}
