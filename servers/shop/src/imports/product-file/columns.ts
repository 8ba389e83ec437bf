/** The first line of Shopify's product file: which of its columns means what, by the older names and by the newer. Pure. */
import { plainLine, quoted } from "./plain-text.ts";

const names = {
  handle: ["Handle", "URL handle"],
  title: ["Title"],
  description: ["Body (HTML)", "Body HTML", "Description"],
  brand: ["Vendor"],
  category: ["Type", "Custom Product Type"],
  tags: ["Tags"],
  published: ["Published", "Published on online store"],
  status: ["Status"],
  option1Name: ["Option1 Name"],
  option1Value: ["Option1 Value"],
  option2Name: ["Option2 Name"],
  option2Value: ["Option2 Value"],
  option3Name: ["Option3 Name"],
  option3Value: ["Option3 Value"],
  sku: ["Variant SKU", "SKU"],
  gtin: ["Variant Barcode", "Barcode"],
  price: ["Variant Price", "Price"],
  compareAt: ["Variant Compare At Price", "Compare-at price", "Compare At Price"],
  stock: ["Variant Inventory Qty", "Inventory quantity"],
  pictureUrl: ["Image Src", "Product image URL"],
  picturePosition: ["Image Position"],
  pictureText: ["Image Alt Text"],
  variantPictureUrl: ["Variant Image", "Variant image URL"],
} as const satisfies { readonly [field: string]: readonly string[] };

export type Field = keyof typeof names;

export type Columns = {
  /** As the file writes them. */
  readonly header: readonly string[];
  readonly places: ReadonlyMap<Field, number>;
  /** Columns that mean nothing to us. */
  readonly unused: readonly string[];
};

const fieldOf: ReadonlyMap<string, Field> = new Map(
  Object.entries(names).flatMap(([field, spellings]) =>
    spellings.map((name) => [spelling(name), field as Field] as const),
  ),
);

/** The file's own name for a column, else the oldest. */
export function columnOf(field: Field, { header, places }: Columns): string {
  const place = places.get(field);
  return (place === undefined ? undefined : header[place]) ?? names[field][0];
}

const delimiters = [",", ";", "\t"];

/** What stands between the cells: whatever makes the most columns known. Spreadsheets of many countries write semicolons. */
export function delimiterOf(firstLine: string): string {
  const known = (delimiter: string) =>
    firstLine.split(delimiter).filter((name) => fieldOf.has(spelling(name))).length;
  return delimiters.reduce((best, other) => (known(other) > known(best) ? other : best));
}

export function readHeader(header: readonly string[]): Columns {
  const places = new Map<Field, number>();
  const unused: string[] = [];
  for (const [place, name] of header.entries()) {
    const field = fieldOf.get(spelling(name));
    if (field !== undefined && !places.has(field)) places.set(field, place);
    else if (plainLine(name) !== "") unused.push(plainLine(name));
  }
  return { header: header.map(plainLine), places, unused };
}

/** What forbids reading a file with these columns, as a sentence, or null. */
export function refusalOfColumns({ header, places }: Columns): string | null {
  if (!places.has("title") || !(places.has("handle") || places.has("price"))) {
    return "is not Shopify's product file: its first line must name the columns Title and Handle (or URL handle).";
  }
  const doubled = header.filter((name, place) => {
    const field = fieldOf.get(spelling(name));
    return field !== undefined && places.get(field) !== place;
  });
  if (doubled.length === 0) return null;
  return `has two columns that mean the same: look at ${doubled.map((name) => quoted(name)).join(", ")}.`;
}

/** Capitals, surrounding spaces and quotation marks do not matter. */
function spelling(name: string): string {
  return name.replace(/^[\s"]+|[\s"]+$/g, "").toLowerCase();
}
