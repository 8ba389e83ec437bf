/** Characters that HTML writes by name: those of Latin-1, of typesetting and of money, which is what shops write. */

const latin1 =
  "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

const others = {
  ...{ amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" },
  ...{ ndash: "–", mdash: "—", hellip: "…", bull: "•", middot: "·", trade: "™", euro: "€" },
  ...{ lsquo: "‘", rsquo: "’", sbquo: "‚", ldquo: "“", rdquo: "”", bdquo: "„" },
  ...{ ensp: " ", emsp: " ", thinsp: " ", zwnj: "\u200c", zwj: "\u200d" },
  ...{ prime: "′", Prime: "″", minus: "−", le: "≤", ge: "≥", larr: "←", rarr: "→" },
};

const firstOfLatin1 = 0xa0;

const characters: ReadonlyMap<string, string> = new Map([
  ...latin1
    .split(" ")
    .map((name, place) => [name, String.fromCharCode(firstOfLatin1 + place)] as const),
  ...Object.entries(others),
]);

const lastCodePoint = 0x10ffff;

/** The character behind "eacute", "#233" or "#xE9"; null for a name that is not known. */
export function characterOf(name: string): string | null {
  const [, hexadecimal, decimal] = /^#(?:[xX]([0-9a-fA-F]+)|([0-9]+))$/.exec(name) ?? [];
  if (hexadecimal !== undefined) return characterAt(Number.parseInt(hexadecimal, 16));
  if (decimal !== undefined) return characterAt(Number.parseInt(decimal, 10));
  return characters.get(name) ?? null;
}

/** Half of a surrogate pair and NUL stand for nothing. */
function characterAt(code: number): string {
  const isNothing = code === 0 || code > lastCodePoint || (code >= 0xd800 && code <= 0xdfff);
  return isNothing ? "\ufffd" : String.fromCodePoint(code);
}
