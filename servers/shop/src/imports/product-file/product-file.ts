/** The product file on disk: whether it can be used at all, and its records as a stream. */
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { type Columns, delimiterOf, readHeader, refusalOfColumns } from "./columns.ts";
import { type CsvRecord, readRecords } from "./csv-records.ts";
import { plainLine } from "./plain-text.ts";

/** The file cannot be used, and nothing of it was. The message is one sentence about it. */
export class UnusableFile extends Error {
  override readonly name = "UnusableFile";
}

export type ProductFile = {
  readonly path: string;
  readonly bytes: number;
  readonly delimiter: string;
  readonly columns: Columns;
};

/** A record, and how much of the file had been read when it was complete. */
export type FileRecord = CsvRecord & { readonly bytesRead: number };

/** Reads the whole file once, so that a file in another encoding is refused before anything is imported. Throws UnusableFile. */
export async function openProductFile(path: string): Promise<ProductFile> {
  const bytes = await sizeOf(path);
  const beginning = await checkText(path);
  if (beginning.trim() === "") throw new UnusableFile(`${nameOf(path)} is empty.`);
  const delimiter = delimiterOf(beginning.split(/\r|\n/, 1)[0] ?? "");
  const [first] = readRecords(beginning, { delimiter, line: 1, isEnd: true }).records;
  const columns = readHeader(first?.cells ?? []);
  const refusal = refusalOfColumns(columns);
  if (refusal !== null) throw new UnusableFile(`${nameOf(path)} ${refusal}`);
  return { path, bytes, delimiter, columns };
}

/** Every record after the header. Empty lines are none. */
export async function* readFile({ path, delimiter }: ProductFile): AsyncGenerator<FileRecord> {
  let text = "";
  let line = 1;
  let isHeader = true;
  for await (const { chunk, bytesRead, isEnd } of readText(path)) {
    const reading = readRecords(text + chunk, { delimiter, line, isEnd });
    for (const record of reading.records) {
      const isEmpty = record.fault === null && record.cells.every((cell) => cell.trim() === "");
      if (!isHeader && !isEmpty) yield { ...record, bytesRead };
      isHeader = false;
    }
    text = reading.rest;
    line = reading.line;
  }
}

async function sizeOf(path: string): Promise<number> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) throw new UnusableFile(`${nameOf(path)} is a folder, not a file.`);
    if (!found.isFile()) throw new UnusableFile(`${nameOf(path)} is not a file.`);
    return found.size;
  } catch (error) {
    if (error instanceof UnusableFile) throw error;
    throw new UnusableFile(`${nameOf(path)} ${sentenceOf(error)}`);
  }
}

/** The beginning of the text, after all of it has been seen to be text. */
async function checkText(path: string): Promise<string> {
  let beginning = "";
  try {
    for await (const { chunk } of readText(path)) {
      if (chunk.includes("\0")) throw new UnusableFile(`${nameOf(path)} ${notText}`);
      if (beginning.length < enoughForHeader) beginning += chunk;
    }
  } catch (error) {
    if (error instanceof UnusableFile) throw error;
    throw new UnusableFile(`${nameOf(path)} ${sentenceOf(error)}`);
  }
  return beginning;
}

const enoughForHeader = 64 * 1024;
const notText =
  "is not text in UTF-8. Save it again as “CSV UTF-8”; every spreadsheet program offers that.";

function sentenceOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code === "ENOENT" || code === "ENOTDIR") return "does not exist.";
  if (code === "EACCES" || code === "EPERM") return "may not be read by you.";
  if (code === "ERR_ENCODING_INVALID_ENCODED_DATA") return notText;
  return `cannot be read: ${error instanceof Error ? error.message : String(error)}.`;
}

/** As it was asked for, safe to print. */
function nameOf(path: string): string {
  return `"${plainLine(path)}"`;
}

type Piece = { readonly chunk: string; readonly bytesRead: number; readonly isEnd: boolean };

/** The last piece is empty, so that it can say that it is the last. */
async function* readText(path: string): AsyncGenerator<Piece> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let bytesRead = 0;
  for await (const bytes of createReadStream(path) as AsyncIterable<Uint8Array>) {
    bytesRead += bytes.length;
    yield { chunk: decoder.decode(bytes, { stream: true }), bytesRead, isEnd: false };
  }
  yield { chunk: decoder.decode(), bytesRead, isEnd: true };
}
