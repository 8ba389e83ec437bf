import assert from "node:assert/strict";
import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { test } from "node:test";
import { approvalText } from "@scantill/contract/approval-document";
import {
  type PasskeyProof,
  type Payment,
  type PinProof,
  paymentSchema,
} from "@scantill/contract/payments";
import { type ApprovalFlaw, verifyApproval } from "./sdk.ts";

const place = { rpId: "pay.example.com", origin: "https://pay.example.com" };
const id = <Prefix extends string>(prefix: Prefix, number: number) =>
  `${prefix}_${String(number).padStart(26, "0")}` as const;
const euros = (minor: number) => ({ minor, currency: "EUR" });
const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });

const aDocument: PasskeyProof["document"] = {
  version: 1,
  paymentId: id("pay", 1),
  requestId: id("pr", 1),
  revision: 1,
  codeIds: [id("cd", 1), id("cd", 2)],
  walletId: id("wal", 1),
  merchant: { id: id("mer", 1), name: "Café Größe" },
  items: [
    { name: "Teapot", quantity: 1, unitAmount: 2900 },
    { name: "Cup", quantity: 2, unitAmount: 600 },
  ],
  amount: 4100,
  currency: "EUR",
  deliveryAddressHash: null,
  attemptId: id("att", 1),
  nonce: "bm9uY2U",
  expiresAt: "2026-05-01T12:02:00Z",
};

type Ceremony = {
  readonly document?: PasskeyProof["document"];
  readonly type?: string;
  readonly origin?: string;
  readonly crossOrigin?: boolean;
  readonly challenge?: string;
  readonly rpId?: string;
  readonly flags?: number;
  readonly key?: KeyObject;
};

/** Signs as a phone's authenticator does, rightly unless told otherwise. */
function aProof(ceremony: Ceremony = {}): PasskeyProof {
  const { document = aDocument, type = "webauthn.get", origin = place.origin } = ceremony;
  const { crossOrigin = false, rpId = place.rpId, flags = 0x05, key = privateKey } = ceremony;
  const challenge = ceremony.challenge ?? sha256(approvalText(document)).toString("base64url");
  const clientData = Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin }));
  const authenticatorData = Buffer.concat([sha256(rpId), Buffer.of(flags, 0, 0, 0, 7)]);
  const signed = Buffer.concat([authenticatorData, sha256(clientData)]);
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  return {
    kind: "passkey",
    document,
    rpId: place.rpId,
    credentialId: "Y3JlZGVudGlhbA",
    publicKey: { kty: "EC", crv: "P-256", x, y },
    clientDataJson: clientData.toString("base64url"),
    authenticatorData: authenticatorData.toString("base64url"),
    signature: sign("sha256", signed, key).toString("base64url"),
  };
}

/** Signs as WebCrypto does with a phone's own key. */
function aPinProof(key = privateKey): PinProof {
  const text = Buffer.from(approvalText(aDocument));
  return {
    kind: "pin",
    document: aDocument,
    deviceId: id("dev", 1),
    publicKey: aProof().publicKey,
    signature: sign("sha256", text, { key, dsaEncoding: "ieee-p1363" }).toString("base64url"),
  };
}

function aPayment(changes: Partial<Payment> = {}): Payment {
  return {
    id: id("pay", 1),
    requestId: id("pr", 1),
    reference: "order-1",
    status: "approved",
    codeIds: [id("cd", 2), id("cd", 1)],
    items: [
      { name: "Teapot", quantity: 1, unitAmount: euros(2900), sku: "T-1" },
      { name: "Cup", quantity: 2, unitAmount: euros(600) },
    ],
    amount: euros(4100),
    approvedAt: "2026-05-01T12:00:30Z",
    deliveryAddress: null,
    proof: aProof(),
    ...changes,
  };
}

function refuses(reason: ApprovalFlaw, payment: Payment, name = reason as string): void {
  assert.deepEqual(verifyApproval(payment, place), { ok: false, reason }, name);
}

test("an approval as a phone makes it is accepted, also after a trip through JSON", () => {
  const payment = paymentSchema.parse(JSON.parse(JSON.stringify(aPayment())));
  assert.deepEqual(verifyApproval(payment, place), { ok: true });
});

test("what the payment tells and what was signed must agree, field by field", () => {
  const [teapot, cup] = aPayment().items;
  assert.ok(teapot && cup);
  const changes: readonly Partial<Payment>[] = [
    { id: id("pay", 2) },
    { requestId: id("pr", 2) },
    { codeIds: [id("cd", 1)] },
    { codeIds: [id("cd", 1), id("cd", 3)] },
    { codeIds: [id("cd", 1), id("cd", 2), id("cd", 2)] },
    { amount: euros(4101) },
    { amount: { minor: 4100, currency: "USD" } },
    { items: [teapot] },
    { items: [cup, teapot] },
    { items: [{ ...teapot, name: "Teapot " }, cup] },
    { items: [teapot, { ...cup, quantity: 3 }] },
    { items: [teapot, { ...cup, unitAmount: euros(601) }] },
    { items: [teapot, { ...cup, unitAmount: { minor: 600, currency: "USD" } }] },
  ];
  for (const change of changes) {
    refuses("document_differs_from_payment", aPayment(change), JSON.stringify(change));
  }
});

test("every field of the document is covered by the signature", () => {
  const changedFields: { readonly [Field in keyof PasskeyProof["document"]]: unknown } = {
    version: 2,
    paymentId: id("pay", 2),
    requestId: id("pr", 2),
    revision: 2,
    codeIds: [id("cd", 1)],
    walletId: id("wal", 2),
    merchant: { ...aDocument.merchant, name: "Cafe Größe" },
    items: [],
    amount: 4101,
    currency: "USD",
    deliveryAddressHash: "aGFzaA",
    attemptId: id("att", 2),
    nonce: "bm9uY2V",
    expiresAt: "2026-05-01T12:02:01Z",
  };
  assert.deepEqual(Object.keys(changedFields).sort(), Object.keys(aDocument).sort());
  for (const [field, value] of Object.entries(changedFields)) {
    const document = { ...aDocument, [field]: value };
    // The payment is made to agree, so that only the signature can tell.
    const proof = { ...aProof(), document };
    const payment = agreeingWith(document, { ...aPayment(), proof });
    const isTold = field === "version" || field === "deliveryAddressHash";
    const flaw = isTold ? "document_differs_from_payment" : "document_not_signed";
    refuses(flaw, payment, field);
  }
  const withMore = { ...aDocument, tip: 100 };
  refuses("document_not_signed", aPayment({ proof: { ...aProof(), document: withMore } }));
});

test("another ceremony, place or gesture is refused", () => {
  const flawOf: readonly (readonly [ApprovalFlaw, Ceremony])[] = [
    ["not_an_assertion", { type: "webauthn.create" }],
    ["not_an_assertion", { type: "payment.get" }],
    ["origin_differs", { origin: "https://pay.example.com.evil.example" }],
    ["origin_differs", { origin: "http://pay.example.com" }],
    ["origin_differs", { origin: "https://pay.example.com:8443" }],
    ["origin_differs", { crossOrigin: true }],
    ["document_not_signed", { challenge: sha256("something else").toString("base64url") }],
    ["document_not_signed", { challenge: "" }],
    ["rp_id_differs", { rpId: "example.com" }],
    ["user_not_present", { flags: 0x04 }],
    ["user_not_verified", { flags: 0x01 }],
    ["signature_invalid", { key: generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey }],
  ];
  for (const [flaw, ceremony] of flawOf) {
    refuses(flaw, aPayment({ proof: aProof(ceremony) }), JSON.stringify(ceremony));
  }
  refuses("rp_id_differs", aPayment({ proof: { ...aProof(), rpId: "example.com" } }));
});

test("one flipped bit in anything that was signed is found", () => {
  const proof = aProof();
  for (const member of ["clientDataJson", "authenticatorData", "signature"] as const) {
    const bytes = Buffer.from(proof[member], "base64url");
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const flipped = Buffer.from(bytes);
      flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      const changed = { ...proof, [member]: flipped.toString("base64url") };
      assert.equal(
        verifyApproval(aPayment({ proof: changed }), place).ok,
        false,
        `${member} ${bit}`,
      );
    }
  }
});

test("a computer's RSA passkey is verified like a phone's", () => {
  const rsa = generateKeyPairSync("rsa", { modulusLength: 2_048 });
  const { n = "", e = "" } = rsa.publicKey.export({ format: "jwk" });
  const proof = aProof();
  const signed = Buffer.concat([
    Buffer.from(proof.authenticatorData, "base64url"),
    createHash("sha256").update(Buffer.from(proof.clientDataJson, "base64url")).digest(),
  ]);
  const signature = sign("sha256", signed, rsa.privateKey).toString("base64url");
  const publicKey = { kty: "RSA", n, e } as const;
  const payment = aPayment({ proof: { ...proof, publicKey, signature } });
  assert.deepEqual(verifyApproval(payment, place), { ok: true });
  const forged = aPayment({ proof: { ...proof, publicKey } });
  assert.deepEqual(verifyApproval(forged, place), { ok: false, reason: "signature_invalid" });
});

test("a malformed proof is refused, never thrown", () => {
  const proof = aProof();
  const key = proof.publicKey;
  assert.ok(key.kty === "EC");
  const malformed: readonly Partial<PasskeyProof>[] = [
    { clientDataJson: "" },
    { clientDataJson: Buffer.from("null").toString("base64url") },
    { clientDataJson: Buffer.from("{").toString("base64url") },
    { clientDataJson: `${proof.clientDataJson}=` },
    { authenticatorData: "" },
    { authenticatorData: proof.authenticatorData.slice(0, 48) },
    { signature: `${proof.signature}!` },
    { publicKey: { ...key, x: key.y } },
    { publicKey: { ...key, x: "" } },
    { publicKey: { ...key, crv: "P-384" as "P-256" } },
  ];
  for (const change of malformed) {
    refuses(
      "proof_malformed",
      aPayment({ proof: { ...proof, ...change } }),
      JSON.stringify(change),
    );
  }
});

test("a phone's own key, used with a PIN, approves as well", () => {
  const proof = aPinProof();
  const payment = paymentSchema.parse(JSON.parse(JSON.stringify(aPayment({ proof }))));
  assert.deepEqual(verifyApproval(payment, place), { ok: true });
  refuses("document_differs_from_payment", aPayment({ proof, amount: euros(4101) }));
  const changed = { ...aDocument, nonce: "bm9uY2V" };
  refuses("signature_invalid", aPayment({ proof: { ...proof, document: changed } }));
  const other = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
  refuses("signature_invalid", aPayment({ proof: aPinProof(other) }));
  refuses("signature_invalid", aPayment({ proof: { ...proof, signature: aProof().signature } }));
  refuses("proof_malformed", aPayment({ proof: { ...proof, signature: `${proof.signature}=` } }));
});

test("a payment that is not approved, or has no proof, is not verified", () => {
  for (const status of ["awaiting_approval", "declined", "abandoned"] as const) {
    refuses("not_approved", aPayment({ status }));
  }
  refuses("proof_missing", aPayment({ proof: null }));
});

/** The payment with everything that the document tells about it. */
function agreeingWith(document: PasskeyProof["document"], payment: Payment): Payment {
  const { currency } = document;
  return {
    ...payment,
    id: document.paymentId as Payment["id"],
    requestId: document.requestId as Payment["requestId"],
    codeIds: document.codeIds as Payment["codeIds"],
    amount: { minor: document.amount, currency },
    items: document.items.map((item) => ({
      ...item,
      unitAmount: { minor: item.unitAmount, currency },
    })),
  };
}

function sha256(bytes: string | Buffer): Buffer {
  return createHash("sha256").update(bytes).digest();
}
