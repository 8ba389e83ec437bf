/**
 * The certificate by which phones in the same network reach us encrypted, vouched for by nobody but ourselves. It is kept
 * together with its key in one file that only its owner may read, for each new one makes every browser warn again.
 */
import { X509Certificate } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Phones refuse certificates that are good for longer than 398 days. */
const lifeDays = 396;
const renewalDays = 30;
const dayMs = 86_400_000;

/** Certificate and key in PEM, one after the other. Made when there is none that is good for this address. */
export async function openCertificate(home: string, address: string, now: Date): Promise<string> {
  const file = join(home, "lan-certificate.pem");
  if (existsSync(file)) {
    const kept = readFileSync(file, "utf8");
    if (isGood(kept, address, now)) return kept;
  }
  const made = await makeCertificate(address, now);
  // Whole or not at all.
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, made, { mode: 0o600 });
  renameSync(unfinished, file);
  return made;
}

/** Whether it can be used for this address, and for some time to come. */
export function isGood(pem: string, address: string, now: Date): boolean {
  const certificate = parse(pem);
  if (certificate === null || certificate.checkIP(address) === undefined) return false;
  const { validFromDate, validToDate } = certificate;
  return validFromDate <= now && validToDate.getTime() - now.getTime() > renewalDays * dayMs;
}

function parse(pem: string): X509Certificate | null {
  try {
    return new X509Certificate(pem);
  } catch {
    return null;
  }
}

async function makeCertificate(address: string, now: Date): Promise<string> {
  // Loaded only here: it brings much along.
  const { generate } = await import("selfsigned");
  const made = await generate([{ name: "commonName", value: "Scantill" }], {
    keyType: "ec",
    curve: "P-256",
    algorithm: "sha256",
    // A phone's clock may be behind.
    notBeforeDate: new Date(now.getTime() - dayMs),
    notAfterDate: new Date(now.getTime() + lifeDays * dayMs),
    extensions: [
      { name: "basicConstraints", cA: false, critical: true },
      { name: "keyUsage", digitalSignature: true, critical: true },
      { name: "extKeyUsage", serverAuth: true },
      {
        name: "subjectAltName",
        altNames: [
          { type: 7, ip: address },
          { type: 2, value: "localhost" },
        ],
      },
    ],
  });
  return `${made.cert.trim()}\n${made.private.trim()}\n`;
}
