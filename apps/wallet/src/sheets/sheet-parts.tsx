/** What sheets are made of: a heading, what is paid, and the two buttons at the end. */
import type { WalletPayment } from "@scantill/contract/wallet";
import type { ComponentChildren, RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Amount } from "../parts/amount.tsx";
import { moneyText, text } from "../texts/texts.ts";
import type { Question } from "./sheet.ts";

export type Asked<Kind extends Question["kind"]> = {
  readonly question: Extract<Question, { readonly kind: Kind }>;
  readonly isBusy: boolean;
};

export function SheetHeading({ children }: { readonly children: ComponentChildren }) {
  return <h2 id="sheet-title">{children}</h2>;
}

/** Where there is no field to begin with, the whole question has the focus. */
export function useFocus<Place extends HTMLElement>(): RefObject<Place | null> {
  const place = useRef<Place>(null);
  useEffect(() => place.current?.focus(), []);
  return place;
}

/** Begins in the first field; each time the form was not in order, in the first that is wrong. */
export function useFormFocus(tries: number): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const place = tries === 0 ? "input" : "[aria-invalid=true]";
    form.current?.querySelector<HTMLElement>(place)?.focus();
  }, [tries]);
  return form;
}

/** What the payer agrees to, in sight of where it is agreed. */
export function WhatIsPaid({ payment }: { readonly payment: WalletPayment }) {
  return (
    <div class="sheet-payment">
      <Amount amount={payment.amount} />
      <p>
        <bdi>{text("sheets.to", { payee: payment.merchant.name })}</bdi>
      </p>
    </div>
  );
}

export function Trouble({ children }: { readonly children: ComponentChildren }) {
  return (
    <p class="notice" role="alert">
      {children}
    </p>
  );
}

export function SheetActions({
  label,
  isBusy,
  isBlocked = false,
  onCancel,
}: {
  readonly label: string;
  readonly isBusy: boolean;
  readonly isBlocked?: boolean;
  readonly onCancel: () => void;
}) {
  return (
    <div class="sheet-actions">
      <button
        type="submit"
        class={isBusy ? "button" : "button button-pay"}
        aria-disabled={isBusy || isBlocked}
      >
        {isBusy && <span class="spinner" aria-hidden="true" />}
        {isBusy ? text("sheets.busy") : label}
      </button>
      <button type="button" class="button button-quiet" hidden={isBusy} onClick={onCancel}>
        {text("sheets.cancel")}
      </button>
    </div>
  );
}

export function payLabel(payment: WalletPayment): string {
  return text("review.pay", { amount: moneyText(payment.amount) });
}
