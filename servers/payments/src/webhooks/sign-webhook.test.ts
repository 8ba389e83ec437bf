import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import { Webhook } from "standardwebhooks";
import { webhookHeaders } from "./sign-webhook.ts";

const newSecret = () => `whsec_${randomBytes(24).toString("base64")}`;
const body = JSON.stringify({ type: "request.paid", data: { reference: "Bäckerei-7" } });

test("what we sign, the specification's library accepts, with either secret during a rotation", () => {
  const [newest, older] = [newSecret(), newSecret()];
  const headers = webhookHeaders({ id: "ev_1", sentAt: new Date(), body }, [newest, older]);
  for (const secret of [newest, older]) {
    assert.deepEqual(new Webhook(secret).verify(body, headers), JSON.parse(body));
  }
  assert.throws(() => new Webhook(newSecret()).verify(body, headers));
  assert.equal(headers["webhook-id"], "ev_1");
});

test("the newest secret signs first, as the library would have signed", () => {
  const [newest, older] = [newSecret(), newSecret()];
  const sentAt = new Date("2026-05-01T12:00:00.900Z");
  const headers = webhookHeaders({ id: "ev_1", sentAt, body }, [newest, older]);
  assert.equal(headers["webhook-timestamp"], String(Math.floor(sentAt.getTime() / 1_000)));
  assert.equal(
    headers["webhook-signature"],
    [newest, older].map((secret) => new Webhook(secret).sign("ev_1", sentAt, body)).join(" "),
  );
});
