import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { plainLine, quoted, textOfHtml } from "./plain-text.ts";

const texts: Readonly<Record<string, string>> = {
  "": "",
  "one\n\ntwo\nthree": "one\n\ntwo\nthree",
  "<p>one</p>\n<p>two</p>": "one\n\ntwo",
  "<p>one\ntwo</p>": "one two",
  "one<br>two<br/>three": "one\ntwo\nthree",
  "<h2>Care</h2>wash<hr>dry": "Care\n\nwash\n\ndry",
  "<ul>\n<li>one</li>\n<li><p>two</p></li>\n</ul>end": "• one\n• two\n\nend",
  "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>": "a b\nc",
  "a <b>bold</b>, <span style='x>y'>fine</span> word": "a bold, fine word",
  '<img alt="a > b" src=x>after': "after",
  "<script>alert(1)</script>one<style>p{}</style>": "one",
  "<SCRIPT >if (1 < 2) { '</p>' }</script >two": "two",
  "one<!-- <p>two</p> -->three": "onethree",
  "<!DOCTYPE html><p>one": "one",
  "Caf&eacute; &amp; T&#233;&#xE9; &euro;5 &ldquo;x&rdquo;&nbsp;y": "Café & Téé €5 “x” y",
  "&lt;script&gt; stays text": "<script> stays text",
  "&unknown; &#0; &#xD800; &": "&unknown; \ufffd \ufffd &",
  "1 < 2 and 3 > 2": "1 < 2 and 3 > 2",
  "<p>cut off <a href='": "cut off",
  "<p>cut off <!-- for ever": "cut off",
  "<p>a\u202eb\u0007c</p>": "abc",
};

for (const [html, text] of Object.entries(texts)) {
  test(`${JSON.stringify(html)} reads ${JSON.stringify(text)}`, () => {
    assert.equal(textOfHtml(html), text);
  });
}

test("whatever was escaped comes back as it was", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
      assert.equal(textOfHtml(`<p>${escaped}</p>`), plainLine(text));
    }),
  );
});

test("broken markup takes no longer than sound markup", () => {
  const pieces = [
    "<",
    "</",
    "<a ",
    "<a b='",
    '<a b="',
    "<!--",
    "<!",
    "<script>",
    "<svg></s",
    "&#",
    "•\n",
  ];
  for (const piece of pieces) {
    const startedAt = performance.now();
    textOfHtml(`<p>${piece.repeat(200_000)}`);
    assert.ok(performance.now() - startedAt < 5_000, piece);
  }
});

test("a line is one line, without what acts instead of being seen", () => {
  assert.equal(plainLine("  a\t b\r\nc \u0000\u001b[31m\u2066d\u200f "), "a b c [31md");
});

test("a stranger's text is shortened in a sentence", () => {
  assert.equal(quoted("=1+1"), '"=1+1"');
  assert.equal(quoted("x".repeat(50)), `"${"x".repeat(40)}…"`);
});
