/**
 * Ids and tokens. An id is a kind's prefix and a UUIDv7 in Crockford base32, so that ids rise in time and name what they are;
 * SQL keeps the plain `uuid`, and stores map between the two. A token is 128 random bits and is never derived from an id.
 */
import { randomBytes } from "node:crypto";

const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
const letterValues = new Map([...alphabet].map((letter, value) => [letter, BigInt(value)]));

/** Letters without vowels and look-alikes: a short code never spells a word and survives being read aloud. */
const shortCodeAlphabet = "BCDFGHJKLMNPQRSTVWXZ";
const shortCodeLength = 8;

export type Id<Prefix extends string> = `${Prefix}_${string}`;

let lastTime = 0n;
let lastCount = 0n;

/** A new UUIDv7 (RFC 9562, section 5.7); within one millisecond of one process, later ids are greater. */
export function newUuid(now: number = Date.now()): string {
  const random = randomBytes(8);
  const time = BigInt(now);
  if (time > lastTime) {
    lastTime = time;
    lastCount = BigInt(random.readUInt16BE(6) & 0x7ff);
  } else {
    lastCount += 1n;
    if (lastCount > 0xfffn) {
      lastTime += 1n;
      lastCount = 0n;
    }
  }
  const high = (lastTime << 16n) | 0x7000n | lastCount;
  const low = (random.readBigUInt64BE() & 0x3fff_ffff_ffff_ffffn) | 0x8000_0000_0000_0000n;
  const hex = ((high << 64n) | low).toString(16).padStart(32, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

export function newId<Prefix extends string>(prefix: Prefix): Id<Prefix> {
  return fromUuid(prefix, newUuid());
}

/** The id of a row. */
export function fromUuid<Prefix extends string>(prefix: Prefix, uuid: string): Id<Prefix> {
  return `${prefix}_${base32(BigInt(`0x${uuid.replaceAll("-", "")}`))}`;
}

/** The key of an id's row. Throws a RangeError for anything that is not an id. */
export function toUuid(id: Id<string>): string {
  const uuid = uuidOrNull(id);
  if (uuid === null) throw new RangeError("not an id");
  return uuid;
}

/** The id in a stranger's text if it is one of this kind, else null. */
export function parseId<Prefix extends string>(prefix: Prefix, text: string): Id<Prefix> | null {
  return text.startsWith(`${prefix}_`) && uuidOrNull(text) !== null ? (text as Id<Prefix>) : null;
}

/** 128 random bits in 26 upper-case characters, ready for the alphanumeric mode of a QR code. */
export function newToken(): string {
  return base32(BigInt(`0x${randomBytes(16).toString("hex")}`)).toUpperCase();
}

/** The token in a stranger's text in its one canonical spelling, or null when it cannot be one. */
export function parseToken(text: string): string | null {
  return /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/i.test(text) ? text.toUpperCase() : null;
}

/** Eight letters; about 34.6 bits, so they live only as long as their request and their use is limited. */
export function newShortCode(): string {
  let code = "";
  while (code.length < shortCodeLength) {
    for (const byte of randomBytes(shortCodeLength)) {
      // Bytes from 240 on would make the first letters likelier than the last.
      if (byte < 240 && code.length < shortCodeLength)
        code += shortCodeAlphabet[byte % shortCodeAlphabet.length];
    }
  }
  return code;
}

/** The short code in what a person typed: case, spaces and dashes do not matter. Null when it cannot be one. */
export function parseShortCode(text: string): string | null {
  const code = text.toUpperCase().replace(/[\s-]/g, "");
  return code.length === shortCodeLength &&
    [...code].every((letter) => shortCodeAlphabet.includes(letter))
    ? code
    : null;
}

function base32(value: bigint): string {
  let text = "";
  for (let rest = value, position = 0; position < 26; position += 1, rest >>= 5n) {
    text = alphabet[Number(rest & 31n)] + text;
  }
  return text;
}

function uuidOrNull(id: string): string | null {
  const text = id.slice(id.indexOf("_") + 1);
  if (!/^[0-7][0-9a-hjkmnp-tv-z]{25}$/.test(text)) return null;
  let value = 0n;
  for (const letter of text) value = (value << 5n) | (letterValues.get(letter) ?? 0n);
  const hex = value.toString(16).padStart(32, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
