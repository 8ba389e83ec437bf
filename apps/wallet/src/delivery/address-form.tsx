/** The few fields of a delivery address, which a phone can fill in by itself. */
import { useEffect, useRef } from "preact/hooks";
import { spokenLocale, text } from "../texts/texts.ts";
import { countriesIn } from "./countries.ts";
import { chooseTypedAddress, typeAddress } from "./delivery.ts";
import { type DeliveryDraft, longest, missingFields, type NeededField } from "./delivery-draft.ts";

type AddressFormProps = { readonly draft: DeliveryDraft; readonly tries: number };

export function AddressForm({ draft, tries }: AddressFormProps) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (tries > 0) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [tries]);
  const missing = tries > 0 ? missingFields(draft) : [];
  const errorOf = (field: NeededField) => (missing.includes(field) ? field : null);
  const set = (changes: Partial<DeliveryDraft>) => typeAddress({ ...draft, ...changes });
  const submit = (event: Event) => {
    event.preventDefault();
    chooseTypedAddress();
  };
  return (
    <form ref={form} class="address-form" onSubmit={submit} noValidate>
      <Field
        label={text("delivery.name")}
        error={errorOf("name")}
        value={draft.name}
        onType={(name) => set({ name })}
        maxLength={longest.name}
        autoComplete="shipping name"
      />
      {draft.lines.map((line, index) => (
        <Field
          key={index}
          label={text(index === 0 ? "delivery.street" : "delivery.flat")}
          error={index === 0 ? errorOf("line") : null}
          value={line}
          onType={(typed) => set({ lines: draft.lines.with(index, typed) })}
          maxLength={longest.line}
          {...(index < 3 && { autoComplete: `shipping address-line${index + 1}` })}
        />
      ))}
      <div class="address-row">
        <Field
          label={text("delivery.postalCode")}
          value={draft.postalCode}
          onType={(postalCode) => set({ postalCode })}
          maxLength={longest.postalCode}
          autoComplete="shipping postal-code"
          autoCapitalize="characters"
        />
        <Field
          label={text("delivery.city")}
          error={errorOf("city")}
          value={draft.city}
          onType={(city) => set({ city })}
          maxLength={longest.city}
          autoComplete="shipping address-level2"
        />
      </div>
      <CountryField draft={draft} error={errorOf("country")} onChoose={set} />
      <Field
        label={text("delivery.phone")}
        inputMode="tel"
        value={draft.phone}
        onType={(phone) => set({ phone })}
        maxLength={longest.phone}
        autoComplete="shipping tel"
      />
      <button type="submit" class="button button-outlined">
        {text("delivery.use")}
      </button>
    </form>
  );
}

type FieldProps = {
  readonly label: string;
  readonly value: string;
  readonly maxLength: number;
  readonly autoComplete?: string;
  readonly autoCapitalize?: "characters";
  readonly inputMode?: "tel";
  /** Left out where the field may stay empty. */
  readonly error?: NeededField | null;
  readonly onType: (typed: string) => void;
};

function Field({ label, error = null, onType, ...input }: FieldProps) {
  const id = `address-${(input.autoComplete ?? label).replace(/\W+/g, "-")}`;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        {...input}
        id={id}
        onInput={(event) => onType(event.currentTarget.value)}
        aria-required={error !== undefined}
        aria-invalid={error !== null}
        aria-describedby={error === null ? undefined : `${id}-error`}
      />
      <FieldError id={id} error={error} />
    </div>
  );
}

type CountryFieldProps = {
  readonly draft: DeliveryDraft;
  readonly error: NeededField | null;
  readonly onChoose: (changes: Partial<DeliveryDraft>) => void;
};

function CountryField({ draft, error, onChoose }: CountryFieldProps) {
  const id = "address-country";
  return (
    <div class="field">
      <label for={id}>{text("delivery.country")}</label>
      <select
        id={id}
        value={draft.country}
        onChange={(event) => onChoose({ country: event.currentTarget.value })}
        autoComplete="shipping country"
        aria-invalid={error !== null}
        aria-describedby={error === null ? undefined : `${id}-error`}
      >
        {draft.country === "" && <option value="" />}
        {countriesIn(spokenLocale()).map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
      <FieldError id={id} error={error} />
    </div>
  );
}

function FieldError({ id, error }: { readonly id: string; readonly error: NeededField | null }) {
  if (error === null) return null;
  return (
    <p id={`${id}-error`} class="field-error">
      {text(`delivery.missing.${error}`)}
    </p>
  );
}
