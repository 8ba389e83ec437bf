/** Both servers have the same host name in the network, and cookies ignore ports; so the fronts keep them apart. */

export const walletCookie = "__Host-scantill-wallet";
export const cartCookie = "__Host-cart";

/** A Cookie header without the cookies of these names. */
export function withoutCookies(header: string, names: readonly string[]): string {
  return header
    .split(/;\s*/)
    .filter((pair) => !names.includes(pair.split("=")[0]?.trim() ?? ""))
    .join("; ");
}
