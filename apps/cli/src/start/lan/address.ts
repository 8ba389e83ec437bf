/** Which of this machine's addresses the phones in its network can reach. */
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { BlockList, isIPv4 } from "node:net";
import { type NetworkInterfaceInfo, networkInterfaces } from "node:os";
import { SetupError } from "@scantill/service-kit/setup-error";

type Choice = {
  readonly address: string;
  /** What it could have been instead. */
  readonly others: readonly string[];
};

export type Network = {
  /** Where this machine's own calls to the internet come from; null without a way there. */
  readonly routed: string | null;
  readonly interfaces: Readonly<Record<string, readonly Interface[] | undefined>>;
};

type Interface = Pick<NetworkInterfaceInfo, "address" | "family" | "internal">;

/** RFC 1918. Any other address may be seen from the internet, and is only used when it is named. */
const privateNetworks = new BlockList();
privateNetworks.addSubnet("10.0.0.0", 8);
privateNetworks.addSubnet("172.16.0.0", 12);
privateNetworks.addSubnet("192.168.0.0", 16);

/** Documentation's own network (RFC 5737): nobody is there, so it is found by the default route. */
const faraway = "192.0.2.1";

/** @param wish what the operator named, or null for the best that there is. */
export async function findLanAddress(wish: string | null): Promise<Choice> {
  if (wish !== null) return { address: checked(wish), others: [] };
  const choice = chooseAddress({ routed: await routedAddress(), interfaces: networkInterfaces() });
  if (choice !== null) return choice;
  throw new SetupError(
    "This machine has no private IPv4 address, so no phone can reach it. Connect it to a network, or name an address with --lan=ADDRESS.",
  );
}

/** The private address with the default route, else the first. */
export function chooseAddress({ routed, interfaces }: Network): Choice | null {
  const candidates = Object.values(interfaces)
    .flatMap((list) => list ?? [])
    .filter(({ family, internal }) => family === "IPv4" && !internal)
    .map(({ address }) => address)
    .filter((address) => privateNetworks.check(address));
  const address = candidates.find((candidate) => candidate === routed) ?? candidates[0];
  if (address === undefined) return null;
  return { address, others: candidates.filter((candidate) => candidate !== address) };
}

/** The system says which way it would go: connecting a datagram socket sends nothing. */
async function routedAddress(): Promise<string | null> {
  const socket = createSocket("udp4");
  try {
    socket.connect(9, faraway);
    await once(socket, "connect");
    return socket.address().address;
  } catch {
    return null;
  } finally {
    socket.close();
  }
}

function checked(wish: string): string {
  if (isIPv4(wish) && wish !== "0.0.0.0") return wish;
  throw new SetupError(
    `--lan takes one IPv4 address of this machine, such as --lan=192.168.1.20, not "${wish}".`,
  );
}
