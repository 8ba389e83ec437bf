/** A drawing for what has no picture yet: a parcel in a landscape, in the house's colours, always the same for the same title. Pure. */

type Scene = Readonly<Record<"sky" | "moon" | "near" | "far" | "paper" | "tape", string>>;
type Several<Kind> = readonly [Kind, ...Kind[]];

const scenes: Several<Scene> = [
  {
    sky: "#dfe8cf",
    moon: "#edf2e2",
    near: "#b9cc9c",
    far: "#cddab6",
    paper: "#c9986a",
    tape: "#d9583f",
  },
  {
    sky: "#f6e2ae",
    moon: "#fbf0d3",
    near: "#e3c373",
    far: "#efd592",
    paper: "#b98257",
    tape: "#2f6a5a",
  },
  {
    sky: "#dcd4ea",
    moon: "#ebe6f4",
    near: "#b9abd4",
    far: "#cbc0e0",
    paper: "#cf9f6e",
    tape: "#245445",
  },
  {
    sky: "#f7d9cb",
    moon: "#fcebe3",
    near: "#e2a88f",
    far: "#eec3b0",
    paper: "#b77f55",
    tape: "#3f6f95",
  },
  {
    sky: "#d3e5ec",
    moon: "#e6f1f5",
    near: "#9fc3d1",
    far: "#b9d5e0",
    paper: "#c9986a",
    tape: "#a6422a",
  },
];

const far: Several<string> = [
  "M0 250C90 214 190 236 260 226S360 204 400 222V400H0z",
  "M0 226C80 206 150 240 230 238S340 210 400 240V400H0z",
  "M0 240C110 246 150 204 240 212S350 240 400 230V400H0z",
];
const near: Several<string> = [
  "M0 300C100 272 210 306 400 276V400H0z",
  "M0 278C130 306 260 270 400 300V400H0z",
  "M0 290C90 300 180 270 400 286V400H0z",
];

/**
 * The inside of an SVG of 400 by 400. Nothing of the title but one letter or digit is in it. What follows a comma does not count:
 * in carts and orders that is the choice among a product's variants.
 */
export function drawingOf(title: string): string {
  const [product = ""] = title.split(",");
  const seed = hash(product);
  const scene = pick(scenes, seed);
  const letter = /[\p{L}\p{N}]/u.exec(title.normalize("NFC"))?.[0].toLocaleUpperCase("en") ?? "";
  const moon = `cx="${110 + (seed % 7) * 30}" cy="${120 + (seed % 5) * 14}" r="${66 + (seed % 3) * 10}"`;
  return [
    `<rect width="400" height="400" fill="${scene.sky}"/>`,
    `<circle ${moon} fill="${scene.moon}"/>`,
    `<path d="${pick(far, seed >>> 4)}" fill="${scene.far}"/>`,
    `<path d="${pick(near, seed >>> 7)}" fill="${scene.near}"/>`,
    `<ellipse cx="200" cy="322" rx="104" ry="11" fill="#1b2823" fill-opacity=".16"/>`,
    `<path d="M112 182h176v132a8 8 0 0 1-8 8H120a8 8 0 0 1-8-8z" fill="${scene.paper}"/>`,
    `<path d="M104 156h192a6 6 0 0 1 6 6v26H98v-26a6 6 0 0 1 6-6z" fill="${scene.paper}"/>`,
    `<path d="M98 188h204v7H98z" fill="#1b2823" fill-opacity=".14"/>`,
    `<path d="M188 156h24v166h-24z" fill="${scene.tape}"/>`,
    `<path d="M200 156c-14-40-62-38-58-12 2 12 30 14 58 12zm0 0c14-40 62-38 58-12-2 12-30 14-58 12z" fill="none" stroke="${scene.tape}" stroke-width="11" stroke-linejoin="round"/>`,
    letter === ""
      ? ""
      : `<circle cx="200" cy="252" r="41" fill="#fffdf6"/><text x="200" y="252" dy=".36em" text-anchor="middle" font-family="ui-serif, Palatino, 'Noto Serif', Georgia, serif" font-weight="700" font-size="48" fill="#1b2823">${letter}</text>`,
  ].join("");
}

/** FNV-1a in 32 bits. */
function hash(text: string): number {
  return [...text].reduce(
    (sum, letter) => Math.imul(sum ^ (letter.codePointAt(0) ?? 0), 16_777_619) >>> 0,
    2_166_136_261,
  );
}

function pick<Kind>(kinds: Several<Kind>, seed: number): Kind {
  return kinds[seed % kinds.length] ?? kinds[0];
}
