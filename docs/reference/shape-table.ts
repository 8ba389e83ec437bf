/** A schema of the contract as a table of its fields: their form by way of JSON Schema, their meaning from the contract's comments. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { checkout, findFiles } from "../../scripts/checkout.ts";

/** What is needed of a zod schema. */
type Schema = { readonly toJSONSchema: (options: { readonly io: Side }) => unknown };
/** What may be sent, or what is answered: fields with a default may be left out when sending. */
type Side = "input" | "output";
export type Shape = { readonly schema: Schema; readonly side: Side; readonly exportName: string };
export type Shapes = Readonly<Record<string, Shape>>;

/** Given like `sent({ itemSchema })`, so that the export's name comes along. */
export const sent = (named: Readonly<Record<string, Schema>>): Shape => shape(named, "input");
export const answered = (named: Readonly<Record<string, Schema>>): Shape => shape(named, "output");

type JsonSchema = {
  readonly $schema?: string;
  readonly type?: string | readonly string[];
  readonly const?: string | number;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly pattern?: string;
  readonly format?: string;
  readonly default?: unknown;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
};

type Names = ReadonlyMap<string, string>;

const contract = findFiles("libraries/contract/src/*.ts").map((file) =>
  readFileSync(join(checkout, file), "utf8"),
);

/** Fields that hold another shape of the list link to it. */
export function shapeTable(name: string, shapes: Shapes): string {
  const own = jsonSchemaOf(name, shapes);
  const names = new Map(
    Object.keys(shapes).map((other) => [fingerprint(jsonSchemaOf(other, shapes)), other]),
  );
  const comments = commentsIn(shapes[name]?.exportName ?? "");
  const rows = Object.entries(own.properties ?? {}).map(([field, schema]) => {
    const isOptional = own.required?.includes(field) !== true;
    const notes = [isOptional ? optionalWords(schema) : "", comments.get(field) ?? ""];
    return `| \`${field}\` | ${words(schema, names)} | ${notes.join(" ").trim()} |`;
  });
  return ["| field | holds | |", "| --- | --- | --- |", ...rows].join("\n");
}

export function linkTo(name: string): string {
  return `[${name}](#${name.toLowerCase().replaceAll(" ", "-")})`;
}

function shape(named: Readonly<Record<string, Schema>>, side: Side): Shape {
  const [entry] = Object.entries(named);
  if (entry === undefined) throw new Error("a shape needs a schema");
  return { schema: entry[1], side, exportName: entry[0] };
}

function jsonSchemaOf(name: string, shapes: Shapes): JsonSchema {
  const found = shapes[name];
  if (found === undefined) throw new Error(`there is no shape ${name}`);
  return found.schema.toJSONSchema({ io: found.side }) as JsonSchema;
}

/** What stands above each field in the schema's source. */
function commentsIn(exportName: string): ReadonlyMap<string, string> {
  const sources = contract.map((text) => text.split(`export const ${exportName} =`)[1] ?? "");
  const source = sources.map((text) => text.split(/^export /m)[0] ?? "").join("");
  const comments = source.matchAll(/\/\*\* ([^*]+) \*\/\s*(\w+):/g);
  return new Map([...comments].map(([, comment = "", field = ""]) => [field, comment]));
}

function optionalWords(schema: JsonSchema): string {
  if (schema.default === undefined) return "Optional.";
  return `Optional: \`${JSON.stringify(schema.default)}\`.`;
}

function words(schema: JsonSchema, names: Names): string {
  const name = names.get(fingerprint(schema));
  if (name !== undefined) return linkTo(name);
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${value}\``).join(", ");
  if (schema.anyOf !== undefined)
    return schema.anyOf.map((option) => words(option, names)).join(" or ");
  if (typeof schema.type === "object")
    return schema.type.map((type) => words({ ...schema, type }, names)).join(" or ");
  switch (schema.type) {
    case "array":
      return `list${range(schema.minItems, schema.maxItems)}: ${words(schema.items ?? {}, names)}`;
    case "object":
      return objectWords(schema, names);
    case "string":
      return textWords(schema);
    case "integer":
      return `whole number${range(schema.minimum, schema.maximum)}`;
    case "boolean":
      return "true or false";
    default:
      return schema.type ?? "anything";
  }
}

function objectWords(schema: JsonSchema, names: Names): string {
  if (typeof schema.additionalProperties === "object")
    return `${words(schema.additionalProperties, names)} by name`;
  const fields = Object.entries(schema.properties ?? {});
  return `{ ${fields.map(([field, inner]) => `\`${field}\`: ${words(inner, names)}`).join("; ")} }`;
}

function textWords({ pattern, format, minLength, maxLength }: JsonSchema): string {
  const prefix = /^\^\((\w+)\)\(_\)/.exec(pattern ?? "")?.[1];
  if (prefix !== undefined) return `id \`${prefix}_…\``;
  if (format === "date-time") return "instant";
  if (format === "uri") return "address";
  if (pattern === "^[A-Z]{3}$") return "three capitals";
  if (pattern?.startsWith("^(\\d{8}|")) return "8, 12, 13 or 14 digits";
  return `text${range(minLength, maxLength)}`;
}

/** The limits worth telling: not those of the number format itself. */
function range(least: number | undefined, most: number | undefined): string {
  const from = least !== undefined && least > -Number.MAX_SAFE_INTEGER ? least : null;
  const to = most !== undefined && most < Number.MAX_SAFE_INTEGER ? most : null;
  if (from !== null && to !== null) return ` (${number(from)} to ${number(to)})`;
  if (to !== null) return ` (at most ${number(to)})`;
  return from === null ? "" : ` (${number(from)} or more)`;
}

function number(value: number): string {
  return value.toLocaleString("en");
}

function fingerprint({ default: _default, $schema: _dialect, ...form }: JsonSchema): string {
  return JSON.stringify(form);
}
