import assert from "node:assert/strict";
import { test } from "node:test";
import { readScannedText } from "./code-address.ts";

const ours = "https://pay.example";
const token = "01HZX4T7R9QJ5V3M8K2NWBYECD";

const followed: readonly (readonly [text: string, origin: string])[] = [
  [`https://pay.example/c/${token}`, ours],
  [`HTTPS://PAY.EXAMPLE/C/${token}`, ours],
  [`https://pay.example/c/${token.toLowerCase()}`, ours],
  [`https://pay.example:443/C/${token}`, ours],
  [`  HTTPS://PAY.EXAMPLE/C/${token}\n`, ours],
  [`HTTP://LOCALHOST:4100/C/${token}`, "http://localhost:4100"],
  [`HTTPS://XN--PY-XIA.EXAMPLE/C/${token}`, "https://xn--py-xia.example"],
];

for (const [text, origin] of followed) {
  test(`S2: ${JSON.stringify(text)} is a code of ${origin}`, () =>
    assert.deepEqual(readScannedText(text, origin), { kind: "code", token }));
}

const strangers: readonly (readonly [text: string, host: string | null])[] = [
  [`https://pay.example@evil.example/c/${token}`, "evil.example"],
  [`https://pay.example:x@evil.example/c/${token}`, "evil.example"],
  [`https://someone@pay.example/c/${token}`, "pay.example"],
  [`https://pay.example.evil.example/c/${token}`, "pay.example.evil.example"],
  [`https://notpay.example/c/${token}`, "notpay.example"],
  [`https://sub.pay.example/c/${token}`, "sub.pay.example"],
  [`https://pаy.example/c/${token}`, "xn--py-7kc.example"],
  [`https://pay.example./c/${token}`, "pay.example."],
  [`https://pay.example:8443/c/${token}`, "pay.example:8443"],
  [`http://pay.example/c/${token}`, "pay.example"],
  [`https://evil.example\\@pay.example/c/${token}`, "evil.example"],
  [`https://evil.example/\\pay.example/c/${token}`, "evil.example"],
  [`//pay.example/c/${token}`, null],
  [`/c/${token}`, null],
  [`pay.example/c/${token}`, null],
  [`javascript:alert(1)//https://pay.example/c/${token}`, null],
  [`data:text/html,https://pay.example/c/${token}`, null],
  [`blob:https://pay.example/c/${token}`, null],
  [`https://pay.example/c/${token}/code.svg`, "pay.example"],
  [`https://pay.example/c/${token}/`, "pay.example"],
  [`https://pay.example/c/../c/${token}?next=//evil.example`, "pay.example"],
  [`https://pay.example/c/${token}#x`, "pay.example"],
  [`https://pay.example/c/${token.slice(1)}`, "pay.example"],
  [`https://pay.example/c/${token}0`, "pay.example"],
  [`https://pay.example/c/${token.slice(0, 25)}U`, "pay.example"],
  [`https://pay.example/redirect?to=https://pay.example/c/${token}`, "pay.example"],
  ["WIFI:S:home;T:WPA;P:secret;;", null],
  ["4006381333931", null],
  ["See you at eight, Ada", null],
  ["mailto:ada@evil.example?subject=Pay", null],
  ["tel:+18005550123", null],
  ["upi://pay?pa=someone@bank&am=10", "pay"],
  ["00020101021226280010A0000006770111520459995303764540510.005802TH6304ABCD", null],
  ["BCD\n002\n1\nSCT\n\nSomebody\nDE89370400440532013000\nEUR1", null],
  ["", null],
];

for (const [text, host] of strangers) {
  test(`S2: ${JSON.stringify(text)} is not followed`, () => {
    const scanned = readScannedText(text, ours);
    assert.equal(scanned.kind, "elsewhere");
    assert.equal(scanned.kind === "elsewhere" && scanned.host, host);
  });
}

test("S2: an address of 2 kB is not followed, and only its beginning is shown", () => {
  const scanned = readScannedText(`${ours}/c/${token}?${"x".repeat(2_000)}`, ours);
  assert.deepEqual(
    [scanned.kind, scanned.kind === "elsewhere" && scanned.text.length],
    ["elsewhere", 200],
  );
  assert.equal(scanned.kind === "elsewhere" && scanned.host, "pay.example");
  const code = `${" ".repeat(2_000)}${ours}/c/${token}`;
  assert.equal(readScannedText(code, ours).kind, "elsewhere", "however it is made long");
});
