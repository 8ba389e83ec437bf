/** Before a device is removed or this phone leaves its wallet: what that means, in plain words. */
import type { Device } from "@scantill/contract/wallet";
import { type TextKey, text } from "../texts/texts.ts";
import { type Asked, SheetActions, SheetHeading, useFocus } from "./sheet-parts.tsx";

export function Removal({ question: { device, answer }, isBusy }: Asked<"removal">) {
  return (
    <AreYouSure
      title={text("devices.removeTitle")}
      sentence={text(sentenceAbout(device))}
      label={text("devices.remove")}
      isBusy={isBusy}
      onAnswer={(isSure) => answer(isSure ? "remove" : null)}
    />
  );
}

function sentenceAbout({ kind, isThisPhone }: Device): TextKey {
  if (isThisPhone) return "devices.removeThisPhone";
  return kind === "pin" ? "devices.removePhone" : "devices.removePasskey";
}

export function Leaving({ question: { isPinPhone, answer }, isBusy }: Asked<"leaving">) {
  return (
    <AreYouSure
      title={text("devices.leaveTitle")}
      sentence={text(isPinPhone ? "devices.leavePin" : "devices.leavePasskey")}
      label={text("devices.leave")}
      isBusy={isBusy}
      onAnswer={(isSure) => answer(isSure ? "leave" : null)}
    />
  );
}

type AreYouSureProps = {
  readonly title: string;
  readonly sentence: string;
  readonly label: string;
  readonly isBusy: boolean;
  readonly onAnswer: (isSure: boolean) => void;
};

function AreYouSure({ title, sentence, label, isBusy, onAnswer }: AreYouSureProps) {
  const form = useFocus<HTMLFormElement>();
  const submit = (event: Event) => {
    event.preventDefault();
    if (!isBusy) onAnswer(true);
  };
  return (
    <form ref={form} class="sheet-form" tabIndex={-1} onSubmit={submit}>
      <SheetHeading>{title}</SheetHeading>
      <p>{sentence}</p>
      <SheetActions label={label} isBusy={isBusy} onCancel={() => onAnswer(false)} />
    </form>
  );
}
