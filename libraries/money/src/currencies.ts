/**
 * How many decimal digits each active currency has: ISO 4217 list one, up to amendment 180 (January 2026). Codes without a
 * minor unit (metals, test and no-currency codes, drawing rights) are left out. `Intl` is no source: for sixteen of these it
 * names the digits used in everyday cash, not those of the standard.
 */
import { MoneyError } from "./money-error.ts";

const codesByExponent: readonly (readonly [exponent: number, codes: string])[] = [
  [0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"],
  [
    2,
    `AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY COP COU
     CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES
     KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR
     NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP
     TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG`,
  ],
  [3, "BHD IQD JOD KWD LYD OMR TND"],
  [4, "CLF UYW"],
];

const exponents: ReadonlyMap<string, number> = new Map(
  codesByExponent.flatMap(([exponent, codes]) =>
    codes.split(/\s+/).map((code) => [code, exponent] as const),
  ),
);

/** Every currency this library knows, in alphabetical order. */
export const currencies: readonly string[] = [...exponents.keys()].sort();

/** Whether `code` is an active ISO 4217 currency with a minor unit. */
export function isCurrency(code: string): boolean {
  return exponents.has(code);
}

/** Decimal digits of the currency: 0, 2, 3 or 4. Refuses `currency_unknown`. */
export function exponentOf(currency: string): number {
  const exponent = exponents.get(currency);
  if (exponent === undefined) throw new MoneyError("currency_unknown", JSON.stringify(currency));
  return exponent;
}
