/** A phone's own key in software, as WebCrypto would keep and use it. */
import { generateKeyPairSync, sign } from "node:crypto";
import type { RegisterPinDevice } from "@scantill/contract/wallet";

export type SoftwareDevice = ReturnType<typeof createSoftwareDevice>;

export function createSoftwareDevice() {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  const key: RegisterPinDevice["publicKey"] = { kty: "EC", crv: "P-256", x, y };
  return {
    publicKey: key,
    sign: (text: string): string =>
      sign("sha256", Buffer.from(text), { key: privateKey, dsaEncoding: "ieee-p1363" }).toString(
        "base64url",
      ),
  };
}
