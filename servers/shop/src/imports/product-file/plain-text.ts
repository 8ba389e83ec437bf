/**
 * Text from strangers made plain: without tags, and without characters that act instead of being seen. Pure, and in time
 * that grows only with the text.
 */
import { characterOf } from "./entities.ts";

/** Control characters, and those that turn the direction of what follows. */
const unseen = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** One line: every run of white space is one space. */
export function plainLine(text: string): string {
  return text.replace(/\s+/g, " ").replace(unseen, "").trim();
}

const longestQuote = 40;

/** A stranger's text inside one of our sentences; safe on a terminal, too. */
export function quoted(text: string): string {
  const line = plainLine(text);
  return `"${line.length > longestQuote ? `${line.slice(0, longestQuote)}…` : line}"`;
}

/** Elements whose content is not for reading. */
const unread = new Set(["script", "style", "template", "noscript", "iframe", "object", "svg"]);
/** Elements that stay within a line of text; all others begin a paragraph of their own. */
const inline = new Set(
  "a abbr b bdi bdo big cite code del dfn em font i img ins kbd mark q s samp small span strike strong sub sup time tt u var wbr".split(
    " ",
  ),
);

type Markup = { readonly text: string; readonly next: number };

/** Paragraphs apart by an empty line, the points of a list on lines of their own. Text without any tag keeps its own lines. */
export function textOfHtml(source: string): string {
  const parts: string[] = [];
  const keepsLines = !/<[a-zA-Z!/]/.test(source);
  for (let at = 0; at < source.length; ) {
    const open = source.indexOf("<", at);
    const words = source.slice(at, open === -1 ? source.length : open);
    parts.push(decoded(keepsLines ? words : words.replace(/\s+/g, " ")));
    if (open === -1) break;
    const { text, next } = readMarkup(source, open);
    parts.push(text);
    at = next;
  }
  return tidy(parts.join(""));
}

/** What a tag or a comment is worth as text, and where to read on. As in a browser, one that does not end hides the rest. */
function readMarkup(source: string, at: number): Markup {
  if (source.startsWith("<!--", at)) return { text: "", next: after(source, "-->", at + 4) };
  const [start, slash, name = ""] =
    matchFrom(/<([/!?]?)([a-zA-Z][a-zA-Z0-9-]*)?/y, source, at) ?? [];
  if (start === undefined || (slash === "" && name === "")) return { text: "<", next: at + 1 };
  const next = endOfTag(source, at + start.length);
  const element = name.toLowerCase();
  if (slash === "" && unread.has(element)) {
    const end = matchFrom(new RegExp(`</${element}`, "gi"), source, next);
    return { text: "", next: end === null ? source.length : after(source, ">", end.index) };
  }
  return { text: textOfTag(element, slash !== ""), next };
}

function textOfTag(element: string, isEnd: boolean): string {
  if (element === "br") return "\n";
  if (element === "li") return isEnd ? "" : "\n• ";
  if (element === "tr") return isEnd ? "" : "\n";
  if (element === "td" || element === "th") return " ";
  return element === "" || inline.has(element) ? "" : "\n\n";
}

/** After the ">" that is not inside of an attribute's quotation marks. */
function endOfTag(source: string, from: number): number {
  for (let at = from; ; ) {
    const found = matchFrom(/>|=\s*(["'])/g, source, at);
    if (found === null) return source.length;
    const [text, mark] = found;
    if (mark === undefined) return found.index + 1;
    at = after(source, mark, found.index + text.length);
  }
}

function after(source: string, end: string, from: number): number {
  const found = source.indexOf(end, from);
  return found === -1 ? source.length : found + end.length;
}

/** The first match at or after a place; with a sticky pattern, only one that begins right there. */
function matchFrom(pattern: RegExp, source: string, from: number): RegExpExecArray | null {
  pattern.lastIndex = from;
  return pattern.exec(source);
}

function decoded(text: string): string {
  return text.replace(/&(#?[a-zA-Z0-9]{1,31});/g, (whole, name) => characterOf(name) ?? whole);
}

function tidy(text: string): string {
  return text
    .split(/\r\n|[\r\n]/)
    .map(plainLine)
    .join("\n")
    .replace(/^•\n+/gm, "• ")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
