/** What the console says to whoever stands before it with a phone. */
import { qrMatrix } from "@scantill/codes/symbols";
import { consoleSymbol } from "./console-symbol.ts";

type Invitation = {
  readonly shopUrl: string;
  /** Addresses of this machine that were not chosen. */
  readonly otherAddresses: readonly string[];
  readonly inColour: boolean;
};

export function invitation({ shopUrl, otherAddresses, inColour }: Invitation): string {
  // In capitals it is a smaller code, and the same address.
  const matrix = qrMatrix(shopUrl.toUpperCase(), { correction: "M" });
  return [
    consoleSymbol(matrix, { inColour }),
    "",
    "Scan this with a phone in the same network. Its browser warns at first, because nobody but us vouches for this certificate;",
    "go on all the same. Payments are approved with a PIN there instead of a passkey, because passkeys need a real name.",
    "Until you stop it, everybody in this network can open these addresses.",
    ...(otherAddresses.length === 0
      ? []
      : [`Should no phone get here, try another address: ${wishes(otherAddresses)}.`]),
  ].join("\n");
}

function wishes(addresses: readonly string[]): string {
  return addresses.map((address) => `--lan=${address}`).join(", ");
}
