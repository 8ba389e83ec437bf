/** The first payment of a phone without passkeys: its PIN is chosen on the way. */
import { useState } from "preact/hooks";
import { faultOf } from "../pins/pin.ts";
import { text } from "../texts/texts.ts";
import { emptyPin, NewPinFields } from "./new-pin-fields.tsx";
import {
  type Asked,
  SheetActions,
  SheetHeading,
  Trouble,
  useFormFocus,
  WhatIsPaid,
} from "./sheet-parts.tsx";

export function ChoosePin({ question, isBusy }: Asked<"choosePin">) {
  const { payment, trouble, answer } = question;
  const [pin, setPin] = useState(emptyPin);
  const form = useFormFocus(pin.tries);
  const submit = (event: Event) => {
    event.preventDefault();
    if (isBusy) return;
    setPin({ ...pin, tries: pin.tries + 1 });
    if (faultOf(pin.first, pin.again) === null) answer(pin.first);
  };
  return (
    <form ref={form} class="sheet-form" onSubmit={submit} noValidate>
      <SheetHeading>{text("pin.chooseTitle")}</SheetHeading>
      <p>{text("pin.why")}</p>
      {trouble !== null && <Trouble>{text(`notices.${trouble}`)}</Trouble>}
      <NewPinFields value={pin} onChange={setPin} />
      <WhatIsPaid payment={payment} />
      <SheetActions label={text("sheets.continue")} isBusy={isBusy} onCancel={() => answer(null)} />
    </form>
  );
}
