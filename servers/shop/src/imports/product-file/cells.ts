/** What one cell of the product file says: a value, or why it is none. Pure; an empty cell never comes here. */
import { fromDecimalText, type Money, MoneyError, toDecimalText } from "@scantill/money";
import { isGtin } from "#catalogue/rules";
import { plainLine, quoted, textOfHtml } from "./plain-text.ts";

export type Reading<Value> = { readonly value: Value } | { readonly reason: string };

/** So many minor units, so that the largest cart still is an exact amount. */
const highestPrice = 1_000_000_000_000n;
const highestStock = 1_000_000_000;
const longestUrl = 2048;
const longestHandle = 255;
const longestDescription = 20_000;
const mostTags = 250;

export const longestTitle = 200;
const longestName = 255;
const longestSku = 64;
const longestPictureText = 512;

export const readTitle = lineUpTo(longestTitle);
export const readName = lineUpTo(longestName);
export const readSku = lineUpTo(longestSku);
export const readPictureText = lineUpTo(longestPictureText);

function lineUpTo(maximum: number): (text: string) => Reading<string> {
  return (text) => {
    const line = plainLine(text);
    if (line === "") return { reason: "holds no visible character" };
    return line.length <= maximum ? { value: line } : tooLong(maximum);
  };
}

export function readDescription(text: string): Reading<string> {
  const description = textOfHtml(text);
  return description.length <= longestDescription
    ? { value: description }
    : tooLong(longestDescription);
}

/** The name of a product in addresses. */
export function readHandle(text: string): Reading<string> {
  const handle = text.normalize("NFC").toLowerCase();
  if (handle.length > longestHandle) return tooLong(longestHandle);
  return /^[\p{L}\p{N}][\p{L}\p{M}\p{N}_-]*$/u.test(handle)
    ? { value: handle }
    : { reason: `${quoted(text)} is not a handle: letters, digits, "-" and "_" only` };
}

/** The handle that a title makes, for a product that has none of its own. */
export function handleOfTitle(title: string): Reading<string> {
  const words =
    title
      .normalize("NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return readHandle(words.join("-"));
}

export function readTags(text: string): Reading<readonly string[]> {
  const tags = [...new Set(text.split(",").map(plainLine))].filter((tag) => tag !== "");
  if (tags.length > mostTags) return { reason: `holds more than ${mostTags} tags` };
  return tags.every((tag) => tag.length <= longestName) ? { value: tags } : tooLong(longestName);
}

export function readTruth(text: string): Reading<boolean> {
  const word = text.toLowerCase();
  return word === "true" || word === "false"
    ? { value: word === "true" }
    : { reason: `${quoted(text)} is neither TRUE nor FALSE` };
}

/** Whether a product with this status is for sale. */
export function readStatus(text: string): Reading<boolean> {
  const status = text.toLowerCase();
  return ["active", "draft", "archived", "unlisted"].includes(status)
    ? { value: status === "active" }
    : { reason: `${quoted(text)} is none of active, draft, archived and unlisted` };
}

/** Digits and at most one point, with no more decimals than the currency has. */
export function readAmount(text: string, currency: string): Reading<Money> {
  try {
    const amount = fromDecimalText(text, currency);
    return amount.minor <= highestPrice
      ? { value: amount }
      : { reason: `${quoted(text)} is too much` };
  } catch (error) {
    if (!(error instanceof MoneyError)) throw error;
    const example = toDecimalText({ minor: 1250n, currency });
    return error.code === "amount_too_precise"
      ? {
          reason: `${quoted(text)} has more decimals than ${currency}, which is written ${example}`,
        }
      : { reason: `${quoted(text)} is not an amount such as ${example}` };
  }
}

export function readPrice(text: string, currency: string): Reading<Money> {
  const reading = readAmount(text, currency);
  return "value" in reading && reading.value.minor === 0n
    ? { reason: "is nothing: what costs nothing cannot be paid" }
    : reading;
}

export function readStock(text: string): Reading<number> {
  if (!/^\d{1,15}$/.test(text)) return { reason: `${quoted(text)} is not a whole number from 0` };
  const stock = Number(text);
  return stock <= highestStock ? { value: stock } : { reason: `${quoted(text)} is too many` };
}

export function readPosition(text: string): Reading<number> {
  return /^\d{1,6}$/.test(text)
    ? { value: Number(text) }
    : { reason: `${quoted(text)} is not a whole number` };
}

/** Spreadsheets are told by an apostrophe that a number is text; people write spaces and hyphens into it. */
export function readGtin(text: string): Reading<string> {
  const digits = text.replace(/^'/, "").replace(/[\s-]/g, "");
  if (isGtin(digits)) return { value: digits };
  return /^(\d{8}|\d{12,14})$/.test(digits)
    ? { reason: `${quoted(text)} is not a GTIN: its check digit is wrong` }
    : { reason: `${quoted(text)} is not a GTIN of 8, 12, 13 or 14 digits` };
}

/** Only ever shown to browsers; this server never asks for it. */
export function readWebUrl(text: string): Reading<string> {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    return { reason: `${quoted(text)} is not an address that begins with https:// or http://` };
  }
  return url.href.length <= longestUrl ? { value: url.href } : tooLong(longestUrl);
}

function tooLong(maximum: number): { readonly reason: string } {
  return { reason: `is longer than ${maximum} characters` };
}
