/**
 * Secrets that must be read again (a code's token, a webhook's secret) are kept sealed with AES-256-GCM; the key lives outside
 * of the database. The context binds a sealed value to its row: moved to another row it no longer opens.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
} from "node:crypto";

const ivBytes = 12;
const tagBytes = 16;

export type Sealer = {
  readonly seal: (text: string, context: string) => Buffer;
  /** Throws when the bytes were changed or belong to another context. */
  readonly open: (sealed: Uint8Array, context: string) => string;
  /** A keyed hash, for looking up short secrets that a plain hash would not protect. */
  readonly keyedHash: (text: string, context: string) => Buffer;
};

/** @param masterKey 32 random bytes in base64url. */
export function createSealer(masterKey: string): Sealer {
  const master = Buffer.from(masterKey, "base64url");
  if (master.length !== 32) throw new RangeError("the master key must be 32 bytes in base64url");
  const sealKey = derivedKey(master, "seal");
  const hashKey = derivedKey(master, "keyed-hash");
  return {
    seal: (text, context) => {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv("aes-256-gcm", sealKey, iv).setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), body]);
    },
    open: (sealed, context) => {
      const decipher = createDecipheriv("aes-256-gcm", sealKey, sealed.subarray(0, ivBytes), {
        authTagLength: tagBytes,
      });
      decipher
        .setAAD(Buffer.from(context))
        .setAuthTag(sealed.subarray(ivBytes, ivBytes + tagBytes));
      return (
        decipher.update(sealed.subarray(ivBytes + tagBytes), undefined, "utf8") +
        decipher.final("utf8")
      );
    },
    keyedHash: (text, context) =>
      createHmac("sha256", hashKey).update(`${context}\0${text}`).digest(),
  };
}

/** What is stored of a random secret that only ever has to be recognised. */
export function hashSecret(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}

function derivedKey(master: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", master, Buffer.alloc(0), `scantill ${purpose}`, 32));
}
