/**
 * One try to approve a payment. Its id is made and kept on this phone before anything is sent, and
 * what was signed is kept until the server has spoken: the same attempt has the same verdict for
 * ever, so asking again never pays twice.
 */
import type { ApprovePayment, Assertion } from "@scantill/contract/wallet";
import type { PhoneStorage } from "../phone-storage.ts";

export type AttemptId = ApprovePayment["attemptId"];

export type Attempt = {
  readonly id: AttemptId;
  readonly paymentId: string;
  /** What was signed; null while there is nothing that could have paid. */
  readonly assertion: Assertion | null;
  /**
   * Sent with a PIN, which is never kept: this attempt cannot be sent again, only called off.
   */
  readonly isSentWithPin?: true;
};

export type SignedAttempt = Attempt & { readonly assertion: Assertion };

export type Attempts = {
  readonly find: (paymentId: string) => Attempt | null;
  readonly keep: (attempt: Attempt) => void;
  readonly forget: (paymentId: string) => void;
  /** Payments whose approval may have arrived, but whose verdict did not. */
  readonly listUnsettled: () => readonly Attempt[];
};

const prefix = "scantill.attempt.";
const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

/**
 * `att_` and a UUIDv7 (RFC 9562, section 5.7) in 26 Crockford base32 characters; `random` is ten
 * fresh bytes.
 */
export function newAttemptId(nowMs: number, random: Uint8Array): AttemptId {
  const noise = [...random.subarray(0, 10)].reduce((bits, byte) => (bits << 8n) | BigInt(byte), 0n);
  const high = (BigInt(nowMs) << 16n) | 0x7000n | (noise >> 68n);
  const low = (noise & 0x3fff_ffff_ffff_ffffn) | 0x8000_0000_0000_0000n;
  return `att_${base32((high << 64n) | low)}`;
}

export function attemptsIn(storage: PhoneStorage): Attempts {
  const find = (paymentId: string) => readAttempt(storage.getItem(prefix + paymentId));
  return {
    find,
    keep: (attempt) => storage.setItem(prefix + attempt.paymentId, JSON.stringify(attempt)),
    forget: (paymentId) => storage.removeItem(prefix + paymentId),
    listUnsettled: () =>
      Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? "")
        .filter((key) => key.startsWith(prefix))
        .map((key) => readAttempt(storage.getItem(key)))
        .filter(mayHavePaid),
  };
}

export function isSigned(attempt: Attempt | null): attempt is SignedAttempt {
  return attempt !== null && attempt.assertion !== null;
}

/** What is sent for a verdict on it. */
export function approvalOf({ id, assertion }: SignedAttempt): ApprovePayment {
  return { attemptId: id, assertion };
}

/** Until there is a verdict, nobody knows. */
export function mayHavePaid(attempt: Attempt | null): attempt is Attempt {
  return isSigned(attempt) || attempt?.isSentWithPin === true;
}

function base32(value: bigint): string {
  let text = "";
  for (let rest = value, position = 0; position < 26; position += 1, rest >>= 5n) {
    text = alphabet[Number(rest & 31n)] + text;
  }
  return text;
}

/**
 * Only this module writes these entries; anything that does not look like one of them is as good as
 * none.
 */
function readAttempt(text: string | null): Attempt | null {
  if (text === null || !text.startsWith('{"id":"att_')) return null;
  return JSON.parse(text) as Attempt;
}
