/**
 * The scanner: what the camera sees, what was collected so far, and a field for those who cannot
 * scan.
 */
import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { homeAddress, paymentAddress } from "../addresses/routes.ts";
import { Amount } from "../parts/amount.tsx";
import { Icon } from "../parts/icon.tsx";
import { usePageTitle } from "../parts/page-title.ts";
import { ShortCodeForm } from "../parts/short-code-form.tsx";
import { collectedCodes } from "../paying/payment-view.ts";
import { pay, paymentView } from "../payments.ts";
import type { CameraState, Finding } from "../scanner/scan-view.ts";
import {
  cameraState,
  finding,
  hasLight,
  isLightOn,
  otherCamera,
  readPhoto,
  showPayment,
  startScanning,
  switchCamera,
  switchLight,
} from "../scanner/scanner.ts";
import { reasonText } from "../texts/reasons.ts";
import { moneyText, text } from "../texts/texts.ts";
import "../styles/scanner.css";

export function ScanScreen() {
  usePageTitle(text("scan.title"));
  const view = paymentView.value;
  const payment = view.state === "review" ? view.payment : null;
  return (
    <main class="screen scan">
      <div class="scan-top">
        <a
          class="button button-quiet button-small"
          href={payment === null ? homeAddress : paymentAddress(payment.id)}
        >
          <Icon name="back" />
          {text("scan.back")}
        </a>
        <h1>{text("scan.title")}</h1>
      </div>
      <Viewfinder />
      <FindingLine finding={finding.value} />
      <Basket />
      <OtherWays />
    </main>
  );
}

function Viewfinder() {
  const video = useRef<HTMLVideoElement>(null);
  const [starts, setStarts] = useState(1);
  useEffect(() => {
    const leaving = new AbortController();
    if (video.current !== null) void startScanning(video.current, leaving.signal);
    return () => leaving.abort();
  }, [starts]);
  const state = cameraState.value;
  return (
    <div class="viewfinder" data-camera={state} data-finding={finding.value.kind}>
      <video
        ref={video}
        class="viewfinder-picture"
        muted
        playsInline
        aria-label={text("scan.picture")}
      />
      <span class="viewfinder-frame" aria-hidden="true" />
      <p class="viewfinder-words">{cameraWords(state)}</p>
      {(state === "denied" || state === "broken") && (
        <button type="button" class="button button-small" onClick={() => setStarts(starts + 1)}>
          {text("scan.allow")}
        </button>
      )}
      {state === "on" && <CameraButtons video={video} />}
    </div>
  );
}

function CameraButtons({ video }: { readonly video: RefObject<HTMLVideoElement | null> }) {
  return (
    <div class="viewfinder-buttons">
      {hasLight.value && (
        <button type="button" class="button button-small" onClick={() => void switchLight()}>
          <Icon name="light" />
          {text(isLightOn.value ? "scan.torchOff" : "scan.torchOn")}
        </button>
      )}
      {otherCamera.value !== null && (
        <button
          type="button"
          class="button button-small"
          onClick={() => video.current && void switchCamera(video.current)}
        >
          <Icon name="camera" />
          {text("scan.otherCamera")}
        </button>
      )}
    </div>
  );
}

function cameraWords(state: CameraState): string {
  if (state === "on") return text("scan.point");
  return text(state === "starting" || state === "stopped" ? "scan.starting" : `scan.${state}`);
}

/** What became of the code that was seen or typed last. */
function FindingLine({ finding: found }: { readonly finding: Finding }) {
  return (
    <div class="finding" role="status" data-finding={found.kind}>
      {found.kind === "readingPhoto" && <p>{text("scan.reading")}</p>}
      {found.kind === "lookingUp" && <p>{text("scan.looking")}</p>}
      {found.kind === "collected" && (
        <p>
          <Icon name="tick" />
          {text("scan.found")}
        </p>
      )}
      {found.kind === "elsewhere" && <Elsewhere text={found.text} host={found.host} />}
      {found.kind === "anotherOrder" && <p>{text("notices.anotherOrder")}</p>}
      {found.kind === "unanswered" && <p>{text(`unanswered.${found.why}`)}</p>}
      {found.kind === "noCodeInPhoto" && <p>{text("scan.noCodeInPhoto")}</p>}
      {found.kind === "refused" && (
        <p>
          <strong>{reasonText(found.code).title}</strong> {reasonText(found.code).sentence}
        </p>
      )}
    </div>
  );
}

/** A stranger's code: its text and its host to read, nothing to tap. */
function Elsewhere({
  text: foreign,
  host,
}: {
  readonly text: string;
  readonly host: string | null;
}) {
  return (
    <>
      <p>
        <strong>{text("scan.elsewhere")}</strong>{" "}
        {host !== null && text("scan.elsewhereHost", { host })}
      </p>
      <p class="foreign">
        <bdi>{foreign}</bdi>
      </p>
    </>
  );
}

/** The codes of one order that this phone holds already, growing with every scan. */
function Basket() {
  const view = paymentView.value;
  if (view.state !== "review") return null;
  const { payment } = view;
  const { collected, total } = collectedCodes(payment);
  const payNow = () => {
    showPayment();
    void pay();
  };
  return (
    <section class="slip basket">
      <div class="slip-part">
        <p class="payee-site">
          <bdi>
            {text("scan.payTo", { payee: payment.merchant.name, host: payment.merchant.host })}
          </bdi>
        </p>
        <Amount amount={payment.amount} />
        <p class="basket-count">{text("review.collected", { count: collected, total })}</p>
      </div>
      <ul class="slip-part items">
        {payment.codes.map((code) => (
          <li key={code.id} class="item">
            <Icon name="tick" />
            <span class="item-name">
              <bdi>{code.items.map(({ name }) => name).join(", ")}</bdi>
            </span>
            <span class="item-amount">{moneyText(code.amount)}</span>
          </li>
        ))}
      </ul>
      <div class="slip-part">
        <button type="button" class="button button-pay" onClick={payNow}>
          <Icon name="lock" />
          {text("review.pay", { amount: moneyText(payment.amount) })}
        </button>
      </div>
    </section>
  );
}

function OtherWays() {
  const readFirst = (event: Event) => {
    const field = event.currentTarget as HTMLInputElement;
    const [photo] = field.files ?? [];
    if (photo !== undefined) void readPhoto(photo);
    // The same photo again is news, too.
    field.value = "";
  };
  return (
    <section class="other-ways">
      <ShortCodeForm />
      <label class="button button-quiet photo">
        <Icon name="photo" />
        {text("scan.photo")}
        <input type="file" accept="image/*" class="unseen" onChange={readFirst} />
      </label>
    </section>
  );
}
