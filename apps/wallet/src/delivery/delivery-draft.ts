/** A delivery address while it is typed: one text for each field, and what is still missing. */
import type { DeliveryAddress } from "@scantill/contract/delivery-address";
import type { WalletPayment } from "@scantill/contract/wallet";
import { isTag } from "../texts/languages.ts";

export type DeliveryDraft = {
  readonly name: string;
  /** At least two, for street and flat; more where an older address has more. */
  readonly lines: readonly string[];
  readonly postalCode: string;
  readonly city: string;
  /** ISO 3166-1, two upper-case letters, or empty. */
  readonly country: string;
  readonly phone: string;
};

/** Fields that an address cannot do without; `line` is the first of its lines. */
export type NeededField = "name" | "line" | "city" | "country";

export const longest = { name: 100, line: 100, postalCode: 20, city: 100, phone: 30 } as const;

export function isAddressCollected({ request }: WalletPayment): boolean {
  return request.collect.includes("deliveryAddress");
}

export function emptyDraft(country: string): DeliveryDraft {
  return { name: "", lines: ["", ""], postalCode: "", city: "", country, phone: "" };
}

export function draftOf(address: DeliveryAddress): DeliveryDraft {
  const { postalCode = "", phone = "", lines } = address;
  return { ...address, postalCode, phone, lines: lines.length < 2 ? [...lines, ""] : lines };
}

/** In the order of the form. */
export function missingFields(draft: DeliveryDraft): readonly NeededField[] {
  const { name, lines, city, country } = cleaned(draft);
  const needed: Readonly<Record<NeededField, string>> = {
    name,
    line: lines.join(""),
    city,
    country,
  };
  return (Object.keys(needed) as NeededField[]).filter((field) => needed[field] === "");
}

/** The address as it is signed and handed over, or null while something is missing. */
export function addressIn(draft: DeliveryDraft): DeliveryAddress | null {
  if (missingFields(draft).length > 0) return null;
  const { name, lines, postalCode, city, country, phone } = cleaned(draft);
  return {
    name,
    lines: lines.filter((line) => line !== ""),
    ...(postalCode !== "" && { postalCode }),
    city,
    country,
    ...(phone !== "" && { phone }),
  };
}

/** The country of the first language that names one: "pt-BR" lives in Brazil, or would. */
export function likelyCountry(languageTags: readonly string[]): string {
  const regions = languageTags.filter(isTag).map((tag) => new Intl.Locale(tag).region ?? "");
  return regions.find((region) => /^[A-Z]{2}$/.test(region)) ?? "";
}

function cleaned(draft: DeliveryDraft): DeliveryDraft {
  return {
    name: clean(draft.name),
    lines: draft.lines.map(clean),
    postalCode: clean(draft.postalCode),
    city: clean(draft.city),
    country: draft.country,
    phone: clean(draft.phone),
  };
}

/** Without what cannot be printed on a parcel: control characters and marks of writing direction. */
function clean(typed: string): string {
  return typed
    .replaceAll(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "")
    .replaceAll(/[\p{Cc}\s]+/gu, " ")
    .trim();
}
