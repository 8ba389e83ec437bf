/**
 * Comma-separated values (RFC 4180) as they come out of a stream, with the line on which each record begins. Pure: takes the
 * text that is there so far, and gives back what it could not finish. A record that cannot be read costs only its first line.
 */

export type CsvRecord = {
  readonly line: number;
  readonly cells: readonly string[];
  /** Why the cells could not be told apart, or null. */
  readonly fault: string | null;
};

export type CsvOptions = {
  readonly delimiter: string;
  /** The line on which the text begins, counted from 1. */
  readonly line: number;
  /** Nothing follows this text. */
  readonly isEnd: boolean;
};

export type CsvReading = {
  readonly records: readonly CsvRecord[];
  /** The beginning of a record whose end has not come yet, and the line it is on. */
  readonly rest: string;
  readonly line: number;
};

/** Characters of one record. A quotation mark that is never closed would swallow a whole file otherwise. */
const longestRecord = 1_000_000;

type Scan =
  | { readonly kind: "record"; readonly cells: readonly string[]; readonly end: number }
  | { readonly kind: "unfinished" | "broken" };

export function readRecords(input: string, { delimiter, line, isEnd }: CsvOptions): CsvReading {
  const text = isEnd && input !== "" && !/[\r\n]$/.test(input) ? `${input}\n` : input;
  const records: CsvRecord[] = [];
  let from = 0;
  let nextLine = line;
  while (from < text.length) {
    const scan = scanRecord(text, { from, delimiter, isEnd });
    const isLost = isEnd || text.length - from > longestRecord;
    if (scan.kind === "unfinished" && !isLost) break;
    const end = scan.kind === "record" ? scan.end : endOfLine(text, from);
    records.push(
      scan.kind === "record"
        ? { line: nextLine, cells: scan.cells, fault: null }
        : { line: nextLine, cells: [], fault: faults[scan.kind] },
    );
    nextLine += countLines(text, from, end);
    from = end;
  }
  return { records, rest: text.slice(from), line: nextLine };
}

const faults = {
  unfinished: "a quotation mark opens here and is never closed",
  broken: "a quotation mark closes before the end of its cell",
} as const;

type Place = { readonly from: number; readonly delimiter: string; readonly isEnd: boolean };

function scanRecord(text: string, { from, delimiter, isEnd }: Place): Scan {
  const cells: string[] = [];
  for (let at = from; ; ) {
    const isQuoted = text[at] === '"';
    const end = isQuoted ? endOfQuoted(text, at) : endOfPlain(text, at, delimiter);
    if (end === -1) return { kind: "unfinished" };
    cells.push(isQuoted ? text.slice(at + 1, end - 1).replaceAll('""', '"') : text.slice(at, end));
    switch (text[end]) {
      case delimiter:
        at = end + 1;
        break;
      case "\n":
        return { kind: "record", cells, end: end + 1 };
      case "\r":
        // The other half of the line's end may be in the next piece of the file.
        if (end + 1 === text.length && !isEnd) return { kind: "unfinished" };
        return { kind: "record", cells, end: text[end + 1] === "\n" ? end + 2 : end + 1 };
      case undefined:
        return { kind: "unfinished" };
      default:
        return { kind: "broken" };
    }
  }
}

/** After the closing quotation mark, or -1. A doubled mark stands for itself. */
function endOfQuoted(text: string, from: number): number {
  let mark = text.indexOf('"', from + 1);
  while (mark !== -1 && text[mark + 1] === '"') mark = text.indexOf('"', mark + 2);
  return mark === -1 ? -1 : mark + 1;
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** A mark inside of a cell that does not begin with one is only a character: 12" is an inch. */
function endOfPlain(text: string, from: number, delimiter: string): number {
  const stop = delimiter.charCodeAt(0);
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === stop || code === lineFeed || code === carriageReturn) return at;
  }
  return text.length;
}

function endOfLine(text: string, from: number): number {
  const found = /\r\n|\n|\r/g;
  found.lastIndex = from;
  return found.exec(text) === null ? text.length : found.lastIndex;
}

function countLines(text: string, from: number, end: number): number {
  let count = 0;
  for (let at = from; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code === lineFeed && !(at > from && text.charCodeAt(at - 1) === carriageReturn)) count += 1;
    if (code === carriageReturn) count += 1;
  }
  return count;
}
