/**
 * What the architecture forbids and no other tool can see. Each rule is a sentence, the files it is about, what breaks it,
 * and an example that must break it, so that a rule which has gone blind is found out.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { findFiles } from "./scripts/checkout.ts";

type Import = { readonly from: string; readonly isTypeOnly: boolean };
type Source = { readonly path: string; readonly text: string };
type Rule = {
  readonly concerns: (path: string) => boolean;
  readonly offences: (source: Source) => readonly string[];
  readonly offender: Source;
};

/** Whom a workspace may import; "types" means that nothing of it is there at run time, for zod is too big for a browser. */
const mayImport: Readonly<Record<string, Readonly<Record<string, "all" | "types">>>> = {
  "libraries/money": {},
  "libraries/codes": { money: "all" },
  "libraries/contract": { money: "all" },
  "libraries/sdk": { contract: "types", money: "all" },
  "libraries/service-kit": { contract: "types" },
  "servers/payments": { contract: "all", codes: "all", money: "all", "service-kit": "all" },
  "servers/shop": { sdk: "all", money: "all", "service-kit": "all" },
  "apps/wallet": { contract: "types", codes: "all", money: "all" },
  "apps/cli": { payments: "all", shop: "all", sdk: "all", codes: "all", "service-kit": "all" },
};

/** The parts of the contract that are plain functions, and so may be there at run time. */
const withoutZod = ["@scantill/contract/approval-document", "@scantill/contract/canonical-json"];

/** The pure rules of a slice, which its server's manifest names `#slice/rules`. */
const ruleFiles = ["servers/payments", "servers/shop"].flatMap((server) => {
  const { imports } = JSON.parse(readFileSync(`${server}/package.json`, "utf8"));
  return Object.entries<string>(imports)
    .filter(([name]) => name.endsWith("/rules"))
    .map(([, file]) => join(server, file));
});

const rules: Readonly<Record<string, Rule>> = {
  "workspaces import in one direction": {
    concerns: (path) => workspaceOf(path) in mayImport,
    offences: ({ path, text }) =>
      importsOf(text).flatMap(({ from, isTypeOnly }) => {
        const other = /^@scantill\/([^/]+)/.exec(from)?.[1];
        if (other === undefined) return [];
        const allowed = mayImport[workspaceOf(path)]?.[other];
        const isLight = isTypeOnly || withoutZod.includes(from) || path.endsWith(".test.ts");
        return allowed === "all" || (allowed === "types" && isLight) ? [] : [from];
      }),
    offender: {
      path: "apps/wallet/src/payments.ts",
      text: 'import { z } from "@scantill/contract/wallet";',
    },
  },
  "a workspace is entered by its exports": {
    concerns: (path) => workspaceOf(path) !== "",
    offences: ({ path, text }) =>
      importsOf(text)
        .map(({ from }) => from)
        .filter((from) => from.startsWith("."))
        .filter((from) => workspaceOf(join(dirname(path), from)) !== workspaceOf(path)),
    offender: {
      path: "servers/shop/src/app.ts",
      text: 'import { money } from "../../../libraries/money/src/money.ts";',
    },
  },
  "pure rules import libraries and other pure rules": {
    concerns: (path) => ruleFiles.includes(path),
    offences: ({ text }) =>
      importsOf(text)
        .filter(({ isTypeOnly }) => !isTypeOnly)
        .map(({ from }) => from)
        .filter((from) => !/^@scantill\/(money|codes|contract|sdk)/.test(from))
        .filter((from) => !/^#[^/]+\/rules$|^node:(assert\/strict|crypto)$/.test(from)),
    offender: {
      path: "servers/payments/src/codes/code.ts",
      text: 'import { findCode } from "./code-store.ts";',
    },
  },
  "pure rules know no clock and no chance, and wait for nothing": {
    concerns: (path) => ruleFiles.includes(path),
    offences: ({ text }) =>
      matches(withoutComments(text), /\bawait\b|Date\.now|new Date\(\)|\brandom\w*/gi),
    offender: { path: "servers/payments/src/codes/code.ts", text: "const now = new Date();" },
  },
  "only routes, pages and the app speak HTTP": {
    concerns: (path) =>
      /^servers\/\w+\/src\//.test(path) && !/(-routes|-page|\/app|\/main)\.ts$/.test(path),
    offences: ({ text }) =>
      importsOf(text)
        .map(({ from }) => from)
        .filter((from) => /^(hono|@hono)(\/|$)/.test(from)),
    offender: {
      path: "servers/shop/src/orders/order.ts",
      text: 'import type { Context } from "hono";',
    },
  },
  "only stores speak SQL": {
    concerns: (path) =>
      /^servers\/\w+\/src\//.test(path) && !/-store\.ts$|\.test\.ts$|\/testing\//.test(path),
    offences: ({ text }) => [
      ...matches(text, /from "postgres"/g),
      ...sqlIn(text).map((statement) => statement.trim().slice(0, 60)),
    ],
    offender: {
      path: "servers/shop/src/orders/place-order.ts",
      text: "await tx.sql`select 1`;",
    },
  },
  "screens never call fetch": {
    concerns: (path) => path.startsWith("apps/wallet/src/screens/"),
    offences: ({ text }) => matches(withoutComments(text), /\bfetch\(/g),
    offender: { path: "apps/wallet/src/screens/home-screen.tsx", text: 'fetch("/v1/wallet")' },
  },
  "SQL uses nothing that a distributed PostgreSQL lacks": {
    concerns: (path) => /\.sql$|-store\.ts$/.test(path),
    offences: ({ path, text }) => {
      const statements = path.endsWith(".sql") ? [text.replace(/--.*/g, "")] : sqlIn(text);
      return statements.flatMap((statement) => matches(statement, unportable));
    },
    offender: {
      path: "servers/payments/migrations/0001_ledger.sql",
      text: "create table payments.account (id bigserial primary key);",
    },
  },
};

const unportable =
  /\b(un)?listen\b|\b(pg_)?notify\b|\bpg_(try_)?advisory\w*|\btrigger\b|\bplpgsql\b|\b(big|small)?serial\b|\bcreate sequence\b|\bnextval\b|\bas identity\b|\bdeferrable\b|\btemp(orary)? table\b/gi;

const sources = findFiles("{apps,servers,libraries,journeys}/**/*.{ts,tsx,sql}").map((path) => ({
  path,
  text: readFileSync(path, "utf8"),
}));

for (const [sentence, { concerns, offences, offender }] of Object.entries(rules)) {
  test(sentence, () => {
    assert.ok(concerns(offender.path), "the rule does not look at its own example");
    assert.notDeepEqual(offences(offender), [], "the rule does not see its own example");
    const found = sources
      .filter(({ path }) => concerns(path))
      .flatMap((source) => offences(source).map((offence) => `${source.path}: ${offence}`));
    assert.deepEqual(found, []);
  });
}

/** "servers/shop" for any file in it; "" outside of all workspaces. */
function workspaceOf(path: string): string {
  return /^(?:(?:apps|servers|libraries)\/[^/]+|journeys)(?=\/)/.exec(path)?.[0] ?? "";
}

function importsOf(text: string): readonly Import[] {
  const statements = text.matchAll(/^(?:import|export) (type )?(?:[^"';]* from )?"([^"]+)"/gm);
  const calls = text.matchAll(/\bimport\("([^"]+)"\)/g);
  return [
    ...[...statements].map(([, type, from = ""]) => ({ from, isTypeOnly: type !== undefined })),
    ...[...calls].map(([, from = ""]) => ({ from, isTypeOnly: false })),
  ];
}

/** The text of tagged templates: sql`…`, sql<Row[]>`…`. */
function sqlIn(text: string): readonly string[] {
  return [...text.matchAll(/\bsql(?:<[^`]*>)?`([^`]*)`/g)].map(([, statement = ""]) => statement);
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
}

function matches(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map(([found]) => found);
}
