/** The short code that a person reads off the screen and types: eight letters, shown 4-4. */

const length = 8;

/** What was typed in the one spelling of a short code, as far as it goes: "bcdf g" is "BCDF-G". */
export function spellShortCode(typed: string): string {
  const letters = lettersOf(typed).slice(0, length);
  return letters.length > 4 ? `${letters.slice(0, 4)}-${letters.slice(4)}` : letters;
}

/**
 * The complete short code, or null while it cannot be one. Case, dashes and spaces do not matter.
 */
export function readShortCode(typed: string): string | null {
  return lettersOf(typed).length === length && !/[^a-z\s\p{Pd}]/iu.test(typed)
    ? spellShortCode(typed)
    : null;
}

function lettersOf(typed: string): string {
  return typed.toUpperCase().replace(/[^A-Z]/g, "");
}
