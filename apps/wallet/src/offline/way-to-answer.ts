/**
 * How the service worker answers what a page below `/wallet/` asks for. It keeps the app's own files
 * and nothing else: no answer of the API, and no address that could hold a code or a payment.
 */

/** Where the one page is kept, whichever of its addresses was asked for. */
export const pageKey = "/wallet/";

export type WayToAnswer =
  /** From the network, so that nobody is kept on an old version; from what is kept without one. */
  | "page"
  /** From what is kept: the name of such a file says what is in it. */
  | "kept"
  /** As if there were no service worker. */
  | "network";

export type Asked = {
  readonly method: string;
  readonly url: string;
  /** `Request.mode`. */
  readonly mode: string;
};

export function wayToAnswer({ method, url, mode }: Asked, ourOrigin: string): WayToAnswer {
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== ourOrigin || !pathname.startsWith(pageKey)) return "network";
  if (pathname.startsWith(`${pageKey}assets/`)) return "kept";
  return mode === "navigate" ? "page" : "network";
}
