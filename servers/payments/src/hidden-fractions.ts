/**
 * Numbers in JSON that are not whole, but would be read as if they were: `1e3`, `1.0`, `-0`, `9007199254740991.4`. Afterwards nobody
 * can tell, so they are looked for in the text.
 */

/** Strings are matched so that the digits in them are not. */
const stringOrNumber = /"(?:[^"\\]|\\.)*"?|-?\d[\d.eE+-]*/g;
const wholeNumber = /^(?:0|-?[1-9]\d*)$/;

export function hiddenFractionsIn(json: string): readonly string[] {
  const found = json.match(stringOrNumber) ?? [];
  return found.filter((token) => !wholeNumber.test(token) && Number.isInteger(Number(token)));
}
