import assert from "node:assert/strict";
import { createHmac, randomBytes } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { Webhook } from "standardwebhooks";
import { ScantillError, verifyWebhook } from "./sdk.ts";

const secret = `whsec_${Buffer.from("a secret of at least 24 bytes").toString("base64")}`;
const otherSecret = `whsec_${Buffer.from("another secret of the shop's").toString("base64")}`;
const noon = new Date("2026-05-01T12:00:00Z");
const event = { id: "ev_1", type: "request.paid", sequence: 3, data: { reference: "Bäckerei-7" } };
const body = JSON.stringify(event);

/** Signed by the specification's own library. */
function signedBy(...secrets: readonly string[]) {
  const signatures = secrets.map((key) => new Webhook(key).sign("ev_1", noon, body));
  return {
    "webhook-id": "ev_1",
    "webhook-timestamp": String(noon.getTime() / 1_000),
    "webhook-signature": signatures.join(" "),
  };
}

function refusesWith(code: string, delivery: Partial<Parameters<typeof verifyWebhook>[0]>): void {
  assert.throws(
    () =>
      verifyWebhook({ body, headers: signedBy(secret), secrets: [secret], now: noon, ...delivery }),
    (error: unknown) => error instanceof ScantillError && error.code === code,
    JSON.stringify(delivery),
  );
}

test("a webhook signed by the specification's library is accepted", () => {
  const headers = signedBy(secret);
  assert.deepEqual(verifyWebhook({ body, headers, secrets: [secret], now: noon }), event);
  assert.deepEqual(
    verifyWebhook({
      body: Buffer.from(body),
      headers: new Headers(headers),
      secrets: [secret],
      now: noon,
    }),
    event,
  );
});

test("during a rotation either secret may have signed, and either may be known", () => {
  for (const known of [[secret], [otherSecret], [otherSecret, secret]]) {
    const headers = signedBy(otherSecret, secret);
    assert.deepEqual(verifyWebhook({ body, headers, secrets: known, now: noon }), event);
  }
  refusesWith("webhook_signature_invalid", { secrets: [otherSecret] });
  refusesWith("webhook_signature_invalid", { secrets: [] });
});

test("one changed byte anywhere is refused", () => {
  const changed = (text: string, position: number) =>
    text.slice(0, position) + (text[position] === "1" ? "2" : "1") + text.slice(position + 1);
  fc.assert(
    fc.property(fc.nat(body.length - 1), (position) =>
      refusesWith("webhook_signature_invalid", { body: changed(body, position) }),
    ),
  );
  const headers = signedBy(secret);
  refusesWith("webhook_signature_invalid", { headers: { ...headers, "webhook-id": "ev_2" } });
  const later = String(noon.getTime() / 1_000 + 1);
  refusesWith("webhook_signature_invalid", { headers: { ...headers, "webhook-timestamp": later } });
  const signature = headers["webhook-signature"];
  for (let position = 3; position < signature.length - 2; position += 1) {
    refusesWith("webhook_signature_invalid", {
      headers: { ...headers, "webhook-signature": changed(signature, position) },
    });
  }
});

test("we agree with the specification's library about any message and any header", () => {
  const anHeader = fc.oneof(
    fc.constantFrom("v1,", "v2,AAAA", "v1,AAAA", "v1", "", signedBy(secret)["webhook-signature"]),
    fc.string({ maxLength: 12 }),
  );
  const now = new Date();
  const timestamp = String(Math.floor(now.getTime() / 1_000));
  fc.assert(
    fc.property(
      fc.json(),
      fc.uuid(),
      fc.array(anHeader),
      fc.boolean(),
      (message, id, noise, isSigned) => {
        const key = Buffer.from(secret.slice(6), "base64");
        const good = createHmac("sha256", key)
          .update(`${id}.${timestamp}.${message}`)
          .digest("base64");
        const headers = {
          "webhook-id": id,
          "webhook-timestamp": timestamp,
          "webhook-signature": [...noise, ...(isSigned ? [`v1,${good}`] : [])].join(" ") || "none",
        };
        const theirs = outcome(() => new Webhook(secret).verify(message, headers));
        const ours = outcome(() =>
          verifyWebhook({ body: message, headers, secrets: [secret], now }),
        );
        assert.deepEqual(ours, theirs);
        assert.equal("accepted" in ours, isSigned);
      },
    ),
  );
});

test("only the last five minutes, and the next, count", () => {
  const at = (seconds: number) => new Date(noon.getTime() + seconds * 1_000);
  for (const seconds of [-300, 0, 300]) {
    const delivery = { body, headers: signedBy(secret), secrets: [secret], now: at(seconds) };
    assert.deepEqual(verifyWebhook(delivery), event);
  }
  for (const seconds of [-301, 301]) refusesWith("webhook_out_of_time", { now: at(seconds) });
});

test("what is not a webhook at all is called malformed", () => {
  const headers = signedBy(secret);
  for (const name of Object.keys(headers)) {
    for (const value of [undefined, "", ["a", "b"]]) {
      refusesWith("webhook_malformed", { headers: { ...headers, [name]: value } });
    }
  }
  for (const timestamp of ["1e9", "-1", " 1", "0x1", "NaN", "9".repeat(16)]) {
    refusesWith("webhook_malformed", { headers: { ...headers, "webhook-timestamp": timestamp } });
  }
  const signed = new Webhook(secret).sign("ev_1", noon, "no json");
  refusesWith("webhook_malformed", {
    body: "no json",
    headers: { ...headers, "webhook-signature": signed },
  });
});

test("an empty secret is a mistake in the shop, not a bad signature", () => {
  for (const empty of ["", "whsec_"]) {
    assert.throws(
      () => verifyWebhook({ body, headers: signedBy(secret), secrets: [empty], now: noon }),
      TypeError,
    );
  }
});

test("errors hold no secret", () => {
  const key = `whsec_${randomBytes(24).toString("base64")}`;
  try {
    verifyWebhook({ body, headers: signedBy(secret), secrets: [key], now: noon });
    assert.fail("must be refused");
  } catch (error) {
    assert.ok(error instanceof ScantillError);
    assert.ok(!`${error.stack}${JSON.stringify(error)}`.includes(key.slice(6)));
  }
});

function outcome(verify: () => unknown): { accepted: unknown } | { refused: true } {
  try {
    return { accepted: verify() };
  } catch {
    return { refused: true };
  }
}
