/** The wallet's home: what it holds, the way to the scanner, and what was paid. */
import { signal } from "@preact/signals";
import type { Wallet, WalletPayment } from "@scantill/contract/wallet";
import { useRef } from "preact/hooks";
import { devicesAddress, paymentAddress, scanAddress } from "../addresses/routes.ts";
import { Amount } from "../parts/amount.tsx";
import { Icon } from "../parts/icon.tsx";
import { usePageTitle } from "../parts/page-title.ts";
import { UnkeptCodeNotice } from "../parts/unkept-code-notice.tsx";
import { passkeyAbility } from "../paying/passkey-ability.ts";
import type { Notice } from "../paying/payment-view.ts";
import { attempts } from "../payments.ts";
import { loadPins } from "../pins/load-pins.ts";
import type { Receipts, ShownReceipts } from "../receipt-pages.ts";
import { loadHome, loadOlder, receipts } from "../receipts.ts";
import { signIn, wallet } from "../session.ts";
import { moneyText, text, timeText } from "../texts/texts.ts";
import { UnansweredScreen } from "./unanswered-screen.tsx";

const signInNotice = signal<Notice | null>(null);

export function HomeScreen() {
  usePageTitle(text("home.title"));
  if (receipts.value.state === "unanswered") {
    return <UnansweredScreen why={receipts.value.why} onTryAgain={loadHome} />;
  }
  return (
    <main class="screen" aria-busy={receipts.value.state === "loading"}>
      <h1 class="unseen">{text("home.title")}</h1>
      <Unsettled />
      <UnkeptCodeNotice />
      {wallet.value === undefined && <div class="slip skeleton home-skeleton" aria-hidden="true" />}
      {wallet.value === null && <NoWallet />}
      {wallet.value && <Balance wallet={wallet.value} />}
      <a class="button" href={scanAddress(null)}>
        <Icon name="scan" />
        {text("app.scanCode")}
      </a>
      {wallet.value && <ReceiptList receipts={receipts.value} />}
      {wallet.value && (
        <a class="button button-quiet" href={devicesAddress}>
          {text("devices.title")}
        </a>
      )}
      {wallet.value === null && <SignIn />}
    </main>
  );
}

/** Approvals that were sent before this page was closed, and never answered. */
function Unsettled() {
  return (
    <>
      {attempts.listUnsettled().map(({ paymentId }) => (
        <p key={paymentId} class="notice">
          {text("checking.unsettled")}{" "}
          <a href={paymentAddress(paymentId)}>{text("checking.unsettledLink")}</a>
        </p>
      ))}
    </>
  );
}

function Balance({ wallet: { balances, isDemo } }: { readonly wallet: Wallet }) {
  return (
    <section class="slip slip-part balance" aria-labelledby="balance">
      <h2 id="balance">
        {text("home.balance")}
        {isDemo && <span class="tag">{text("app.demoMoney")}</span>}
      </h2>
      {balances.map(({ available }) => (
        <Amount key={available.currency} amount={available} />
      ))}
      {isDemo && <p class="quiet">{text("home.demoExplained")}</p>}
    </section>
  );
}

function NoWallet() {
  return (
    <section class="slip slip-part balance">
      <h2>{text("home.noWallet")}</h2>
      <p class="quiet">{text("home.noWalletHow")}</p>
    </section>
  );
}

/** Ways into a wallet that there is already. */
function SignIn() {
  const enter = async (ask: () => Promise<Notice>) => {
    const notice = await ask();
    signInNotice.value = notice;
    if (notice === "signedIn") await loadHome();
  };
  const withPasskey = async () => {
    const outcome = await signIn();
    return outcome.kind === "wallet" ? "signedIn" : outcome.why;
  };
  const withCode = async () => (await loadPins())?.recover() ?? "offline";
  return (
    <div class="choices">
      {passkeyAbility.value !== "none" && (
        <button type="button" class="button button-quiet" onClick={() => void enter(withPasskey)}>
          {text("app.haveWallet")}
        </button>
      )}
      <button type="button" class="button button-quiet" onClick={() => void enter(withCode)}>
        {text("recovery.open")}
      </button>
      <p class="notice" role="status" hidden={signInNotice.value === null}>
        {signInNotice.value !== null && text(`notices.${signInNotice.value}`)}
      </p>
    </div>
  );
}

function ReceiptList({ receipts: list }: { readonly receipts: Receipts }) {
  const lines = useRef<HTMLUListElement>(null);
  if (list.state !== "shown") return null;
  /** The button may be gone afterwards: the focus goes on where the older ones begin. */
  const showOlder = async () => {
    await loadOlder();
    const firstOlder = lines.current?.children[list.payments.length];
    firstOlder?.querySelector("a")?.focus();
  };
  return (
    <section class="receipts" aria-labelledby="receipts">
      <h2 id="receipts">{text("home.receipts")}</h2>
      {list.payments.length === 0 ? (
        <p class="empty">
          <strong>{text("home.noReceipts")}</strong>
          {text("home.noReceiptsHow")}
        </p>
      ) : (
        <ul ref={lines} class="slip receipt-list">
          {list.payments.map((payment) => (
            <ReceiptLine key={payment.id} payment={payment} />
          ))}
        </ul>
      )}
      {list.next !== null && (
        <button
          type="button"
          class="button button-quiet"
          aria-disabled={list.older === "loading"}
          onClick={() => void showOlder()}
        >
          {list.older === "loading" && <span class="spinner" aria-hidden="true" />}
          {text("home.older")}
        </button>
      )}
      <p class="notice" role="status" hidden={!isTrouble(list.older)}>
        {isTrouble(list.older) && text(`unanswered.${list.older}`)}
      </p>
    </section>
  );
}

function isTrouble(older: ShownReceipts["older"]): older is "offline" | "busy" {
  return older === "offline" || older === "busy";
}

function ReceiptLine({ payment }: { readonly payment: WalletPayment }) {
  const { merchant, status, approvedAt, amount } = payment;
  const note = approvedAt === null ? text(`home.statuses.${status}`) : timeText(approvedAt);
  return (
    <li>
      <a class="receipt" href={paymentAddress(payment.id)}>
        <span class="receipt-payee">
          <bdi>{merchant.name}</bdi>
          <small>{note}</small>
        </span>
        <span class="receipt-amount">{moneyText(amount)}</span>
      </a>
    </li>
  );
}
