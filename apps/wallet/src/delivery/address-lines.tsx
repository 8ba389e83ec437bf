/** An address as it stands on a parcel. */
import type { DeliveryAddress } from "@scantill/contract/delivery-address";
import { countryText } from "../texts/texts.ts";

export function AddressLines({ address }: { readonly address: DeliveryAddress }) {
  const { name, lines, postalCode, city, country, phone } = address;
  const shown = [
    name,
    ...lines,
    postalCode === undefined ? city : `${postalCode} ${city}`,
    countryText(country),
    ...(phone === undefined ? [] : [phone]),
  ];
  return (
    <address>
      {shown.map((line, index) => (
        <bdi key={index}>{line}</bdi>
      ))}
    </address>
  );
}
