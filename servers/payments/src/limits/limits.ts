/**
 * How often one caller may do something, so that a flood costs only whoever makes it. Counted in memory, by each server process for
 * itself. Wide enough for a shop on a busy evening, where hundreds of phones share one address.
 */
import { RateLimiterMemory, type RateLimiterRes } from "rate-limiter-flexible";
import { refuse } from "#refuse";

const rates = {
  paymentsOfAddress: { calls: 600, seconds: 60 },
  paymentsOfSession: { calls: 60, seconds: 60 },
  approvalsOfSession: { calls: 300, seconds: 60 },
  /** 34 bits could be guessed, so only a few may be wrong, and of all callers together not many. */
  wrongShortCodesOfAddress: { calls: 10, seconds: 60 },
  wrongShortCodesOfAll: { calls: 300, seconds: 60 },
  /** 60 a minute, but all phones of an evening may come at once. */
  walletsOfAddress: { calls: 600, seconds: 600 },
  wrongApiKeysOfAddress: { calls: 60, seconds: 60 },
  requestsOfMerchant: { calls: 60_000, seconds: 60 },
  terminalsOfAddress: { calls: 6_000, seconds: 60 },
} as const;
export type Rate = keyof typeof rates;

const mostStreamsOfAddress = 500;
const streamRetrySeconds = 10;

export type Limits = {
  /** Counts one more call, or refuses it with `too_many_requests`. Nobody is counted whose key is null. */
  readonly count: (rate: Rate, key: string | null) => Promise<void>;
  /** Takes back what was counted: the call was none of those that are limited. */
  readonly uncount: (rate: Rate, key: string | null) => Promise<void>;
  /** Counts one more open stream, or refuses it. @returns how to count it as closed. */
  readonly openStream: (address: string | null) => () => void;
};

export function createLimits(): Limits {
  const limiters = new Map<Rate, RateLimiterMemory>();
  for (const rate of Object.keys(rates) as Rate[]) {
    const { calls, seconds } = rates[rate];
    limiters.set(rate, new RateLimiterMemory({ points: calls, duration: seconds }));
  }
  return {
    count: async (rate, key) => {
      if (key === null) return;
      await limiters.get(rate)?.consume(key).catch(refuseForNow);
    },
    uncount: async (rate, key) => {
      if (key !== null) await limiters.get(rate)?.reward(key);
    },
    openStream: countStreams(),
  };
}

/** What the limiter throws is no error, but says how long this window still lasts. */
function refuseForNow({ msBeforeNext }: RateLimiterRes): never {
  refuse("too_many_requests", { retryAfterSeconds: Math.ceil(msBeforeNext / 1_000) });
}

function countStreams(): Limits["openStream"] {
  const open = new Map<string, number>();
  const add = (address: string, difference: number) => {
    const count = (open.get(address) ?? 0) + difference;
    if (count === 0) open.delete(address);
    else open.set(address, count);
  };
  return (address) => {
    if (address === null) return () => undefined;
    if ((open.get(address) ?? 0) >= mostStreamsOfAddress)
      refuse("too_many_requests", { retryAfterSeconds: streamRetrySeconds });
    add(address, 1);
    return () => add(address, -1);
  };
}
