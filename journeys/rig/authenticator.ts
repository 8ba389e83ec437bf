/** A phone's authenticator in the test's own hand: whose finger it feels, and which passkeys it has. */
import type { Page } from "playwright-core";

export type Passkey = {
  readonly credentialId: string;
  readonly isResidentCredential: boolean;
  readonly rpId?: string;
  readonly privateKey: string;
  readonly userHandle?: string;
  readonly signCount: number;
};

export type Authenticator = {
  /** From now on: every finger is the owner's, or none is. */
  readonly recognise: (whom: "owner" | "nobody") => Promise<void>;
  readonly listPasskeys: () => Promise<readonly Passkey[]>;
  /** As a passkey comes from another phone of the same owner, or from a thief's copy. */
  readonly add: (passkey: Passkey) => Promise<void>;
};

/** Takes the place of the authenticator that the phone came with, and of its passkeys. Like that one it belongs to this page. */
export async function giveAuthenticator(phone: Page): Promise<Authenticator> {
  const session = await phone.context().newCDPSession(phone);
  await session.send("WebAuthn.enable");
  await session.send("WebAuthn.disable");
  await session.send("WebAuthn.enable");
  const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    recognise: async (whom) => {
      const isUserVerified = whom === "owner";
      await session.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified });
    },
    listPasskeys: async () =>
      (await session.send("WebAuthn.getCredentials", { authenticatorId })).credentials,
    add: async (credential) => {
      await session.send("WebAuthn.addCredential", { authenticatorId, credential });
    },
  };
}
