/** An amount of money: an integer count of the currency's minor unit. */
export type Money = {
  /** 4100n is 41.00 in EUR, 4100 in JPY, 4.100 in KWD. May be negative. */
  readonly minor: bigint;
  /** ISO 4217 alphabetic code. */
  readonly currency: string;
};
