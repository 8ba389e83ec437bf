/** Where the things of one payment go. Pure. */
import type { Payment } from "@scantill/sdk";

export type DeliveryAddress = NonNullable<Payment["deliveryAddress"]>;

export type Delivery = { readonly paymentId: string; readonly address: DeliveryAddress };

/** As it stands on a parcel. */
export function addressLines(address: DeliveryAddress): readonly string[] {
  const { name, lines, postalCode, city, country, phone } = address;
  const place = postalCode === undefined ? city : `${postalCode} ${city}`;
  return [name, ...lines, place, country, ...(phone === undefined ? [] : [phone])];
}
