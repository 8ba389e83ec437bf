/** A passkey in software: registers and signs as a phone's authenticator would, so that tests check real signatures. */
import { createHash, generateKeyPairSync, type JsonWebKey, randomBytes, sign } from "node:crypto";
import type { Assertion } from "@scantill/contract/wallet";
import { isoCBOR } from "@simplewebauthn/server/helpers";

export type SigningOptions = {
  readonly origin: string;
  readonly rpId: string;
  /** Present and verified unless told otherwise. */
  readonly flags?: number;
  readonly type?: string;
  /** True inside a frame of another site. */
  readonly crossOrigin?: boolean;
};

export type SoftwarePasskey = ReturnType<typeof createSoftwarePasskey>;

const presentAndVerified = 0x05;
const withCredential = 0x40;

/**
 * @param kind the keys of phones are `EC`; some computers make `RSA` ones.
 * @param counts synced passkeys, the usual ones, do not count their uses.
 */
export function createSoftwarePasskey(kind: "EC" | "RSA" = "EC", counts = false) {
  const { publicKey, privateKey } =
    kind === "EC"
      ? generateKeyPairSync("ec", { namedCurve: "P-256" })
      : generateKeyPairSync("rsa", { modulusLength: 2_048 });
  const jwk = publicKey.export({ format: "jwk" });
  const credentialId = randomBytes(16);
  let signCount = 0;

  const authenticatorData = (rpId: string, flags: number): Buffer => {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(signCount);
    return Buffer.concat([sha256(rpId), Buffer.of(flags), counter]);
  };

  return {
    credentialId: credentialId.toString("base64url"),

    /** As an older copy of this passkey would: it counts on from fewer uses. */
    forgetUses: () => {
      signCount = 0;
    },

    /** The answer to creation options, in the JSON shape that browsers send. */
    register: (challenge: string, options: SigningOptions) => {
      const { origin, rpId, type = "webauthn.create", crossOrigin } = options;
      const coseKey = isoCBOR.encode(new Map(coseMembers(jwk)));
      const idLength = Buffer.of(0, credentialId.length);
      const flags = (options.flags ?? presentAndVerified) | withCredential;
      const attested = [
        authenticatorData(rpId, flags),
        Buffer.alloc(16),
        idLength,
        credentialId,
        coseKey,
      ];
      const attestation = new Map<string, unknown>([
        ["fmt", "none"],
        ["attStmt", new Map()],
        ["authData", Buffer.concat(attested)],
      ]);
      const id = credentialId.toString("base64url");
      return {
        id,
        rawId: id,
        type: "public-key" as const,
        clientExtensionResults: {},
        response: {
          clientDataJSON: clientData({ type, challenge, origin, crossOrigin }).toString(
            "base64url",
          ),
          attestationObject: Buffer.from(isoCBOR.encode(attestation as never)).toString(
            "base64url",
          ),
        },
      };
    },

    /** An assertion over a challenge in base64url. */
    sign: (challenge: string, options: SigningOptions): Assertion => {
      if (counts) signCount += 1;
      const {
        origin,
        rpId,
        flags = presentAndVerified,
        type = "webauthn.get",
        crossOrigin,
      } = options;
      const client = clientData({ type, challenge, origin, crossOrigin });
      const authenticator = authenticatorData(rpId, flags);
      return {
        credentialId: credentialId.toString("base64url"),
        clientDataJson: client.toString("base64url"),
        authenticatorData: authenticator.toString("base64url"),
        signature: sign(
          "sha256",
          Buffer.concat([authenticator, sha256(client)]),
          privateKey,
        ).toString("base64url"),
      };
    },
  };
}

/** RFC 9053, section 7.1.1 and RFC 8230, section 4. */
function coseMembers(jwk: JsonWebKey): readonly (readonly [number, number | Uint8Array])[] {
  const bytes = (text = "") => Buffer.from(text, "base64url");
  if (jwk.kty === "RSA")
    return [
      [1, 3],
      [3, -257],
      [-1, bytes(jwk.n)],
      [-2, bytes(jwk.e)],
    ];
  return [
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, bytes(jwk.x)],
    [-3, bytes(jwk.y)],
  ];
}

function clientData(fields: {
  readonly type: string;
  readonly challenge: string;
  readonly origin: string;
  readonly crossOrigin: boolean | undefined;
}): Buffer {
  return Buffer.from(JSON.stringify({ ...fields, crossOrigin: fields.crossOrigin ?? false }));
}

function sha256(bytes: string | Buffer): Buffer {
  return createHash("sha256").update(bytes).digest();
}
