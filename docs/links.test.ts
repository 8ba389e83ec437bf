/** Every link from one page of this tree to another file, or to a heading, leads somewhere. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { checkout, findFiles } from "../scripts/checkout.ts";

type Link = { readonly page: string; readonly target: string };

test("every relative link leads to a file, and every anchor to a heading", () => {
  const links = findFiles("**/*.md").flatMap(linksOf);
  assert.ok(links.length > 0);
  assert.deepEqual(
    links.filter(isBroken).map(({ page, target }) => `${page}: ${target}`),
    [],
  );
});

test("a link to nowhere is found", () => {
  assert.ok(isBroken({ page: "README.md", target: "docs/nowhere.md" }));
  assert.ok(isBroken({ page: "README.md", target: "docs/glossary.md#nothing" }));
});

/** Links, pictures and autolinks of a page that do not lead to another host. */
function linksOf(page: string): readonly Link[] {
  const text = withoutCode(read(page));
  const targets = [...text.matchAll(/\]\(([^)\s]+)(?: "[^"]*")?\)|(?:src|href)="([^"]+)"/g)];
  return targets
    .map(([, inline, html]) => ({ page, target: inline ?? html ?? "" }))
    .filter(({ target }) => !/^[a-z]+:/i.test(target));
}

function isBroken({ page, target }: Link): boolean {
  const [path = "", anchor] = target.split("#");
  const file = path === "" ? page : join(dirname(page), decodeURIComponent(path));
  if (!existsSync(join(checkout, file))) return true;
  return anchor !== undefined && file.endsWith(".md") && !anchorsOf(file).includes(anchor);
}

/** Headings as they are linked to: lower case, dashes for spaces, without punctuation. */
function anchorsOf(page: string): readonly string[] {
  const headings = withoutCode(read(page)).matchAll(/^#{1,6} (.+)$/gm);
  return [...headings].map(([, heading = ""]) =>
    heading
      .trim()
      .toLowerCase()
      .replace(/[^\p{Letter}\p{Number}\s_-]/gu, "")
      .replace(/\s/g, "-"),
  );
}

function withoutCode(text: string): string {
  return text
    .replace(/^```[\s\S]*?^```/gm, "")
    .replace(/`[^`\n]*`/g, (code) => code.slice(1, -1).replace(/[[\]()]/g, ""));
}

function read(path: string): string {
  return readFileSync(join(checkout, path), "utf8");
}
