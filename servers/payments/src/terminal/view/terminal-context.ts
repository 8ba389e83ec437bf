/** What the terminal's screens need besides the state. */
import type { Reader } from "./texts/languages.ts";
import type { Texts } from "./texts/texts.ts";

export type TerminalContext = Reader & {
  /** Each waiting code drawn as an `<svg>` element, by code id. */
  readonly symbols: ReadonlyMap<string, string>;
  /** The request's secret: whoever has it may see and cancel the request. */
  readonly clientSecret: string;
  /** Where the page's script and style are served, without a slash at the end. */
  readonly assetsPath: string;
};

/** The context with its words at hand. */
export type View = TerminalContext & Texts;

/** Where the terminal's forms and script send to; a language that was asked for is asked for again. */
export function terminalPaths({
  clientSecret,
  askedLanguage,
}: Pick<TerminalContext, "clientSecret" | "askedLanguage">) {
  const secret = encodeURIComponent(clientSecret);
  const query = askedLanguage === null ? "" : `?lang=${askedLanguage}`;
  return {
    page: `/t/${secret}${query}`,
    state: `/t/${secret}${query === "" ? "?" : `${query}&`}part=state`,
    stream: `/v1/terminal/${secret}/stream`,
    cancel: `/t/${secret}/cancel${query}`,
    extend: `/t/${secret}/extend${query}`,
    release: `/t/${secret}/release${query}`,
  } as const;
}

/** A code's address for who pays on this very device, in the language that was asked for here. */
export function payHereUrl(codeUrl: string, { askedLanguage }: View): string {
  return askedLanguage === null ? codeUrl : `${codeUrl}?lang=${askedLanguage}`;
}
