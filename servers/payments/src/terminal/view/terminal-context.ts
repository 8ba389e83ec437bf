/** What the terminal's screens need besides the state. */
import type { Texts } from "./texts.ts";

export type TerminalContext = {
  /** Each waiting code drawn as an `<svg>` element, by code id. */
  readonly symbols: ReadonlyMap<string, string>;
  /** The reader's language, as a BCP 47 tag. */
  readonly locale: string;
  /** The request's secret: whoever has it may see and cancel the request. */
  readonly clientSecret: string;
  /** Where the page's script and style are served, without a slash at the end. */
  readonly assetsPath: string;
};

/** The context with its words at hand. */
export type View = TerminalContext & Texts;

/** Where the terminal's forms and script send to. */
export function terminalPaths(clientSecret: string) {
  const secret = encodeURIComponent(clientSecret);
  return {
    state: `/t/${secret}?part=state`,
    stream: `/v1/terminal/${secret}/stream`,
    cancel: `/t/${secret}/cancel`,
    extend: `/t/${secret}/extend`,
    release: `/t/${secret}/release`,
  } as const;
}
