/** The sheet that asks: above the screen, closed with Escape or Cancel, never by a stray tap. */
import { useLayoutEffect, useRef } from "preact/hooks";
import { Leaving, Removal } from "./are-you-sure.tsx";
import { ChoosePin } from "./choose-pin.tsx";
import { EnterPin } from "./enter-pin.tsx";
import { KeepCode } from "./keep-code.tsx";
import { OtherWays } from "./other-ways.tsx";
import { Recover } from "./recover.tsx";
import { type Sheet, sheet } from "./sheet.ts";

export function SheetFrame() {
  return sheet.value === null ? null : <OpenSheet open={sheet.value} />;
}

function OpenSheet({ open }: { readonly open: Sheet }) {
  const dialog = useRef<HTMLDialogElement>(null);
  // Before the question looks for its first field.
  useLayoutEffect(() => {
    dialog.current?.showModal();
    return () => void setTimeout(focusNextStep);
  }, []);
  const close = () => {
    if (!open.isBusy) open.question.answer(null);
  };
  const cancel = (event: Event) => {
    event.preventDefault();
    close();
  };
  return (
    <dialog
      ref={dialog}
      class="sheet"
      aria-labelledby="sheet-title"
      aria-busy={open.isBusy}
      onCancel={cancel}
      onClose={close}
    >
      <Asking open={open} />
    </dialog>
  );
}

/** Every question begins afresh: what was typed before is gone, and the focus is where it begins. */
function Asking({ open: { question, isBusy } }: { readonly open: Sheet }) {
  switch (question.kind) {
    case "enterPin":
      return <EnterPin key={question} question={question} isBusy={isBusy} />;
    case "choosePin":
      return <ChoosePin key={question} question={question} isBusy={isBusy} />;
    case "recover":
      return <Recover key={question} question={question} isBusy={isBusy} />;
    case "keepCode":
      return <KeepCode key={question} question={question} isBusy={isBusy} />;
    case "otherWays":
      return <OtherWays key={question} question={question} isBusy={isBusy} />;
    case "removal":
      return <Removal key={question} question={question} isBusy={isBusy} />;
    case "leaving":
      return <Leaving key={question} question={question} isBusy={isBusy} />;
    default:
      return question satisfies never;
  }
}

/** What opened the sheet may be gone with it; then the screen's main step is what comes next. */
function focusNextStep(): void {
  if (document.activeElement !== document.body) return;
  const step = document.querySelector<HTMLElement>("main .button-pay, main > .button");
  step?.focus({ preventScroll: true });
}
