import assert from "node:assert/strict";
import { createPrivateKey, X509Certificate } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { openCertificate } from "./certificate.ts";

const home = mkdtempSync(join(tmpdir(), "certificate-"));
after(() => rmSync(home, { recursive: true }));

const address = "192.168.1.20";
const file = join(home, "lan-certificate.pem");
const dayMs = 86_400_000;
const today = new Date("2026-03-01T12:00:00Z");
const daysLater = (days: number) => new Date(today.getTime() + days * dayMs);

test("it is what phones accept: for this address, for servers only, and for no longer than they allow", async () => {
  const pem = await openCertificate(home, address, today);
  const certificate = new X509Certificate(pem);
  assert.equal(certificate.subjectAltName, `IP Address:${address}, DNS:localhost`);
  assert.equal(certificate.checkIP("192.168.1.21"), undefined);
  assert.equal(certificate.ca, false);
  assert.deepEqual(certificate.keyUsage, ["1.3.6.1.5.5.7.3.1"]);
  assert.ok(certificate.checkPrivateKey(createPrivateKey(pem)));
  assert.ok(certificate.verify(certificate.publicKey), "it is signed by itself");
  assert.equal(certificate.publicKey.asymmetricKeyDetails?.namedCurve, "prime256v1");
  assert.ok(certificate.validFromDate < today);
  const life = certificate.validToDate.getTime() - certificate.validFromDate.getTime();
  assert.ok(life <= 398 * dayMs);
});

test("it is kept where only its owner reads it, and nothing else is left behind", async () => {
  await openCertificate(home, address, today);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.deepEqual(readdirSync(home), ["lan-certificate.pem"]);
});

test("it stays the same, so that browsers warn once, until it is about to expire", async () => {
  const first = await openCertificate(home, address, today);
  assert.equal(await openCertificate(home, address, daysLater(360)), first);
  const second = await openCertificate(home, address, daysLater(370));
  assert.notEqual(second, first);
  assert.ok(new X509Certificate(second).validToDate > daysLater(370 + 360));
  const { serialNumber } = new X509Certificate(first);
  assert.notEqual(new X509Certificate(second).serialNumber, serialNumber);
});

test("another address, a clock that was wrong, or a broken file make a new one", async () => {
  const here = await openCertificate(home, address, today);
  const there = await openCertificate(home, "10.0.0.7", today);
  assert.notEqual(there, here);
  assert.equal(new X509Certificate(there).checkIP("10.0.0.7"), "10.0.0.7");

  const earlier = await openCertificate(home, "10.0.0.7", daysLater(-300));
  assert.notEqual(earlier, there);

  writeFileSync(file, "-----BEGIN CERTIFICATE-----\nMIIB");
  const repaired = await openCertificate(home, "10.0.0.7", today);
  assert.equal(new X509Certificate(repaired).checkIP("10.0.0.7"), "10.0.0.7");
});
