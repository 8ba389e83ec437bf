/**
 * What a picture's text means. Only addresses of codes on our own origin, as the browser itself
 * parses them, are followed; everything else stays text on the screen, whatever it looks like.
 */

export type ScannedText =
  | { readonly kind: "code"; readonly token: string }
  /** `host` is where the text would have led, null when it is no address. */
  | { readonly kind: "elsewhere"; readonly text: string; readonly host: string | null };

const longestAddress = 512;
const shownLength = 200;
const codePath = /^\/c\/([0-9a-hjkmnp-tv-z]{26})$/i;

export function readScannedText(text: string, ourOrigin: string): ScannedText {
  const url = parse(text);
  const token =
    url && text.length <= longestAddress && url.origin === ourOrigin && isPlain(url)
      ? codePath.exec(url.pathname)?.[1]
      : undefined;
  if (token !== undefined) return { kind: "code", token: token.toUpperCase() };
  return { kind: "elsewhere", text: text.slice(0, shownLength), host: url?.host || null };
}

/**
 * Our codes carry neither a user name nor a query: whoever adds one wants to be mistaken for us.
 */
function isPlain(url: URL): boolean {
  return url.username === "" && url.password === "" && url.search === "" && url.hash === "";
}

/** `URL.parse` for browsers that do not have it yet. */
function parse(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
