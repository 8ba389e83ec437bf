/** A tag for HTML in which every value is escaped, unless it is HTML made by this tag. */

/** Markup that may be put into a page as it is. */
export type Html = { readonly markup: string };

type Insertable = Html | string | number | null | readonly Insertable[];

export function html(fixed: TemplateStringsArray, ...values: readonly Insertable[]): Html {
  return {
    markup: fixed.reduce(
      (markup, part, index) => markup + insert(values[index - 1] ?? null) + part,
    ),
  };
}

/** Takes the responsibility that a text is markup already, as our own symbols are. */
export function trustedMarkup(markup: string): Html {
  return { markup };
}

function insert(value: Insertable): string {
  if (value === null) return "";
  if (typeof value === "string" || typeof value === "number") return escaped(String(value));
  return "markup" in value ? value.markup : value.map(insert).join("");
}

function escaped(text: string): string {
  return text.replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}
