/** What a code's picture holds: an address with a token that nobody can guess, and a short code for who cannot scan. */
import { newShortCode, newToken } from "@scantill/service-kit/ids";
import type { Sealer } from "@scantill/service-kit/sealed";
import type { CodeId } from "./code.ts";

export type CodeSecrets = { readonly token: string; readonly shortCode: string };

export function newCodeSecrets(): CodeSecrets {
  return { token: newToken(), shortCode: newShortCode() };
}

export function sealCodeSecrets(
  sealer: Sealer,
  codeId: CodeId,
  { token, shortCode }: CodeSecrets,
): Buffer {
  return sealer.seal(`${token} ${shortCode}`, codeId);
}

export function openCodeSecrets(
  sealer: Sealer,
  code: { readonly id: CodeId; readonly sealedSecrets: Uint8Array },
): CodeSecrets {
  const [token, shortCode] = sealer.open(code.sealedSecrets, code.id).split(" ");
  if (token === undefined || shortCode === undefined)
    throw new Error("a code's sealed secrets are incomplete");
  return { token, shortCode };
}

/** How a short code is stored: a keyed hash, since 34 bits alone could be tried out. */
export function shortCodeHash(sealer: Sealer, shortCode: string): Buffer {
  return sealer.keyedHash(shortCode, "short code");
}

/** The address inside the picture, upper-case so that QR codes use their small alphanumeric mode. */
export function codeUrl(publicUrl: string, token: string): string {
  return `${new URL(publicUrl).origin.toUpperCase()}/C/${token}`;
}

/** Where the pictures of a code are drawn. */
export function codeImageUrls(
  publicUrl: string,
  token: string,
): { readonly svg: string; readonly png: string } {
  const address = `${new URL(publicUrl).origin}/c/${token}/code`;
  return { svg: `${address}.svg`, png: `${address}.png` };
}
