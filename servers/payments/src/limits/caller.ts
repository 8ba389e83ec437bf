/** Whose calls are counted together. A caller on this machine is no stranger and is not counted at all: null. */
import { isIPv4, isIPv6 } from "node:net";

export type Caller = {
  /** The other end of the connection; null where there is none, as for a call from within this process. */
  readonly peer: string | null;
  /** The X-Forwarded-For header. */
  readonly forwardedFor: string | undefined;
};

/** @param trustsProxy whether every call comes through a proxy of ours, which adds the address it sees at the end of the header. */
export function countedAddress(
  { peer, forwardedFor }: Caller,
  trustsProxy: boolean,
): string | null {
  if (peer === null) return null;
  const forwarded = plain(forwardedFor?.split(",").at(-1)?.trim() ?? "");
  const address = trustsProxy && isAddress(forwarded) ? forwarded : plain(peer);
  if (isLoopback(address)) return null;
  return isIPv6(address) ? networkOf(address) : address;
}

/** An IPv4 address is the same in its IPv6 clothes; a zone belongs to this machine's side only. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, "").replace(/%.*$/, "");
}

function isAddress(text: string): boolean {
  return isIPv4(text) || isIPv6(text);
}

function isLoopback(address: string): boolean {
  return address === "::1" || (isIPv4(address) && address.startsWith("127."));
}

/** One household has a whole /64 of IPv6 to call from. */
function networkOf(address: string): string {
  const [head = "", tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split("::");
  const first = head === "" ? [] : head.split(":");
  const last = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = Array.from({ length: 8 - first.length - last.length }, () => "0");
  return `${[...first, ...zeros, ...last].slice(0, 4).join(":")}::/64`;
}
