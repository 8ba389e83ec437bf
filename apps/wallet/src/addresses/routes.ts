/** Which screen an address means. The server sends the same page for all of them. */

export type Route =
  | { readonly screen: "home" }
  | { readonly screen: "code"; readonly token: string }
  | { readonly screen: "payment"; readonly paymentId: string }
  /** `paymentId` is the payment that further codes join, null for a new one. */
  | { readonly screen: "scan"; readonly paymentId: string | null }
  | { readonly screen: "devices" }
  | { readonly screen: "unknown" };

export type PageAddress = { readonly pathname: string; readonly search: string };

export function routeOf({ pathname, search }: PageAddress): Route {
  const token = /^\/c\/([^/]+)\/?$/i.exec(pathname)?.[1];
  if (token !== undefined) return { screen: "code", token: token.slice(0, 64).toUpperCase() };

  const path = /^\/wallet(?:\/(.*?))?\/?$/.exec(pathname);
  if (path === null) return { screen: "unknown" };
  const page = path[1] ?? "";
  if (page === "") return { screen: "home" };
  if (page === "devices") return { screen: "devices" };
  if (page === "scan")
    return { screen: "scan", paymentId: paymentIdIn(new URLSearchParams(search).get("payment")) };
  const paymentId = paymentIdIn(page.replace(/^payments\//, ""));
  return paymentId !== null && page.startsWith("payments/")
    ? { screen: "payment", paymentId }
    : { screen: "unknown" };
}

export const homeAddress = "/wallet/";

export const devicesAddress = "/wallet/devices";

export const paymentAddress = (paymentId: string) => `/wallet/payments/${paymentId}`;

export const scanAddress = (paymentId: string | null) =>
  paymentId === null ? "/wallet/scan" : `/wallet/scan?payment=${paymentId}`;

function paymentIdIn(text: string | null): string | null {
  return text !== null && /^pay_[0-9a-z]{26}$/.test(text) ? text : null;
}
