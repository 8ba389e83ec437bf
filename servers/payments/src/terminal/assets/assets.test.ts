/**
 * What the terminal's script and style may use: the engines of old televisions (Chromium 56) know no more. Whoever needs another
 * word adds it here after having looked up that Chromium 56 knows it, or does without harm if it does not.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { type Node, parse } from "acorn";

const read = (name: string) => readFileSync(new URL(name, import.meta.url), "utf8");

const properties = `
  align-items animation background-color border border-bottom border-radius border-top box-shadow box-sizing clip color content
  cursor display fill flex flex-direction flex-wrap font font-family font-size font-variant-numeric font-weight height
  justify-content left letter-spacing line-height list-style margin margin-bottom margin-left margin-right margin-top max-width
  min-height min-width opacity order outline outline-offset overflow padding padding-right padding-top position right stroke
  stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-width text-align text-decoration top transform
  transform-origin vertical-align white-space width word-break word-wrap z-index`;
/** Unknown to Chromium 56 and passed over without harm. */
const harmlessProperties = "-webkit-text-size-adjust forced-color-adjust overflow-wrap";
const functions = "calc rect rgba scale var";
const mediaFeatures = `min-width max-width min-height hover pointer prefers-color-scheme prefers-reduced-motion`;
const pseudos = ":root ::before ::after :focus :lang :not";

const globals = `
  Date Error EventSource Infinity Math Number Object Promise String addEventListener clearTimeout document fetch location performance
  setInterval setTimeout window`;
const members = `
  CLOSED EventSource OPEN activeElement addEventListener assign body ceil close content createElement dataset focus floor
  getElementById hidden id includes innerHTML json keys lastEventId max message navigation now ok parse persisted querySelector
  querySelectorAll race readyState replace replaceWith setAttribute status target text textContent then title toString type values`;
const ourMembers =
  "announcement expiresAt now pattern returnUrl sequence statePath status streamPath title cache credentials";

const words = (...lists: readonly string[]) => new Set(lists.join(" ").trim().split(/\s+/));

test("the style sheet uses only what Chromium 56 knows", () => {
  const css = read("terminal.css").replace(/\/\*[\s\S]*?\*\//g, "");
  const allowed = words(properties, harmlessProperties);
  const declarations = [...css.matchAll(/(?<=[{;]\s*)([\w-]+)\s*:(?=[^{}]*[;}])/g)];
  assert.ok(declarations.length > 200);
  const unknown = declarations
    .map(([, property = ""]) => property)
    .filter((property) => !property.startsWith("--") && !allowed.has(property));
  assert.deepEqual(unknown, []);
  assert.deepEqual(notIn(words(functions), css.matchAll(/(?<![:\w-])([\w-]+)\(/g)), []);
  assert.deepEqual(notIn(words(mediaFeatures), css.matchAll(/\(([\w-]+):/g)), []);
  assert.deepEqual(
    notIn(words(pseudos), css.matchAll(/(?<=[\w\]*}\s,]|^)(::?[a-z-]+)(?=[\s,{:.(])/gm)),
    [],
  );
  assert.doesNotMatch(
    css,
    /display:\s*(grid|inline-grid|contents)|\b(min|max|clamp|env)\(|position:\s*sticky/,
  );
});

test("the script is ES2017 without commas behind last arguments, and uses only what Chromium 56 knows", () => {
  const used = new Set<string>();
  const declared = new Set<string>();
  const script = read("terminal.js");
  const program = parse(script, {
    ecmaVersion: 2017,
    sourceType: "script",
    onTrailingComma: (offset) => assert.doesNotMatch(script.slice(offset + 1), /^\s*\)/),
  });
  visit(program, (node) => {
    if (node.type === "Identifier") used.add(node.name);
    for (const name of namesDeclaredBy(node)) declared.add(name);
  });
  const allowed = words(globals, members, ourMembers);
  const unknown = [...used].filter((name) => !declared.has(name) && !allowed.has(name));
  assert.deepEqual(unknown, []);
  assert.deepEqual(
    [...words(globals)].filter((name) => !used.has(name)),
    [],
    "listed, but not used",
  );
});

test("the script hears every event that changes the screen", async () => {
  const { eventTypeSchema } = await import("@scantill/contract/events");
  const heard = [
    ...(/const events = \[([^\]]*)\]/.exec(read("terminal.js"))?.[1]?.matchAll(/"([\w.]+)"/g) ??
      []),
  ];
  const changes = eventTypeSchema.options.filter((type) => type !== "request.opened");
  assert.deepEqual(heard.map(([, type]) => type).sort(), [...changes].sort());
});

function notIn(allowed: ReadonlySet<string>, found: Iterable<RegExpExecArray>): string[] {
  return [...found].map(([, name = ""]) => name).filter((name) => !allowed.has(name));
}

type AnyNode = Node & { readonly name: string; readonly [member: string]: unknown };

function visit(node: Node, look: (node: AnyNode) => void): void {
  look(node as AnyNode);
  for (const part of Object.values(node).flat()) {
    if (typeof part === "object" && part !== null && "type" in part) visit(part as Node, look);
  }
}

/** Names that a node brings in: functions, their parameters, variables (destructured ones too), labels of destructuring. */
function namesDeclaredBy(node: AnyNode): string[] {
  const targets: unknown[] = [];
  if (node.type === "VariableDeclarator" || node.type === "FunctionDeclaration")
    targets.push(node["id"]);
  if (node.type === "CatchClause") targets.push(node["param"]);
  if (/Function/.test(node.type)) targets.push(...(node["params"] as unknown[]));
  const names: string[] = [];
  for (const target of targets) {
    if (target)
      visit(target as Node, (part) => part.type === "Identifier" && names.push(part.name));
  }
  return names;
}
