/** What the demo shop sells. Article numbers are from the range that GS1 keeps for use inside one shop (prefixes 20 to 29). */

export type DemoVariant = {
  readonly sku: string;
  readonly gtin: string;
  readonly options?: Readonly<Record<string, string>>;
  /** Euro cents. */
  readonly priceMinor: bigint;
  readonly compareAtMinor?: bigint;
  readonly stock: number;
};

export type DemoProduct = {
  readonly handle: string;
  readonly title: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly imageText: string;
  readonly variants: readonly DemoVariant[];
};

export const demoProducts: readonly DemoProduct[] = [
  {
    handle: "moss-teapot",
    title: "Moss Teapot",
    description:
      "Holds a litre, pours without a drip, and stays warm for the whole of a long chapter. Stoneware in a deep green glaze, with a cane handle that never gets hot.",
    tags: ["kitchen", "tea", "ceramics"],
    imageText: "A round green teapot with a golden leaf pattern and a cane handle",
    variants: [{ sku: "LM-TEA-01", gtin: "2010000000014", priceMinor: 3800n, stock: 14 }],
  },
  {
    handle: "speckle-mug",
    title: "Speckle Mug",
    description:
      "Dipped by hand in sea-blue glaze, so no two lines are alike. Fits three decilitres and both of your hands.",
    tags: ["kitchen", "tea", "ceramics"],
    imageText: "A speckled cream mug dipped in blue glaze, with steam rising from it",
    variants: [{ sku: "LM-MUG-01", gtin: "2010000000021", priceMinor: 1450n, stock: 36 }],
  },
  {
    handle: "lime-blossom-honey",
    title: "Lime Blossom Honey",
    description:
      "From the avenue behind the old tram stop, where some forty thousand bees keep office hours. Light, a little minty, 250 g.",
    tags: ["pantry", "tea", "gifts"],
    imageText: "A jar of honey under a dotted red cloth, with a bee on its label",
    variants: [{ sku: "LM-HON-01", gtin: "2010000000038", priceMinor: 820n, stock: 48 }],
  },
  {
    handle: "sea-salt-chocolate",
    title: "Sea Salt Chocolate",
    description:
      "Seventy per cent cocoa, a few flakes of salt, and a wrapper worth keeping. 80 g, which is never quite enough.",
    tags: ["pantry", "gifts"],
    imageText: "An opened bar of dark chocolate with one corner bitten off, in a blue wrapper",
    variants: [{ sku: "LM-CHO-01", gtin: "2010000000045", priceMinor: 390n, stock: 120 }],
  },
  {
    handle: "coin-plant",
    title: "Coin Plant",
    description:
      "Asks for a bright window and one glass of water a week, and says thank you with a new round leaf. Pot included.",
    tags: ["garden", "plants", "gifts"],
    imageText: "A plant with round green leaves in a blue pot",
    variants: [{ sku: "LM-PLA-01", gtin: "2010000000052", priceMinor: 1890n, stock: 9 }],
  },
  {
    handle: "rill-watering-can",
    title: "Rill Watering Can",
    description:
      "Four litres, balanced so that it pours from the wrist. The brass rose unscrews for seedlings that prefer a single thread of water.",
    tags: ["garden", "plants"],
    imageText: "A blue watering can sprinkling two small seedlings",
    variants: [{ sku: "LM-CAN-01", gtin: "2010000000069", priceMinor: 3200n, stock: 11 }],
  },
  {
    handle: "wren-house",
    title: "Wren House",
    description:
      "Made from the boards of a single garden shed, so there is exactly one. The entrance is 30 mm: right for wrens, too small for cats.",
    tags: ["garden", "birds", "one of a kind"],
    imageText: "A wooden nesting box with a red roof on a branch, a small wren looking out",
    variants: [{ sku: "LM-WRE-01", gtin: "2010000000076", priceMinor: 2750n, stock: 1 }],
  },
  {
    handle: "swift-kite",
    title: "Swift Kite",
    description:
      "Flies in a breeze that barely moves a curtain. Ripstop sail, ash spars, forty metres of line, and a tail with opinions.",
    tags: ["outdoors", "gifts"],
    imageText: "A diamond kite in red, yellow and green against a blue sky",
    variants: [{ sku: "LM-KIT-01", gtin: "2010000000083", priceMinor: 2400n, stock: 17 }],
  },
  {
    handle: "drizzle-umbrella",
    title: "Drizzle Umbrella",
    description:
      "Eight ribs of fibreglass and a canopy in the yellow of a good raincoat. Turns inside out in a gale, and back again without complaint.",
    tags: ["outdoors"],
    imageText: "A yellow umbrella with a curved wooden handle in the rain",
    variants: [
      {
        sku: "LM-UMB-01",
        gtin: "2010000000090",
        priceMinor: 2900n,
        compareAtMinor: 3500n,
        stock: 22,
      },
    ],
  },
  {
    handle: "hearth-candle",
    title: "Hearth Candle",
    description:
      "Beeswax with a little smoked oak. Burns for forty evenings, and the cup is good for pencils afterwards.",
    tags: ["home", "gifts"],
    imageText: "A lit candle in a cream cup, glowing against a dark blue night",
    variants: [{ sku: "LM-HEA-01", gtin: "2010000000106", priceMinor: 980n, stock: 40 }],
  },
  {
    handle: "dune-blanket",
    title: "Dune Blanket",
    description:
      "Undyed wool with one woven border, washed until soft. Heavy enough for an afternoon nap, light enough for the balcony.",
    tags: ["home", "wool"],
    imageText: "Three folded blankets in cream, orange and lilac, with a woven border and fringe",
    variants: [
      {
        sku: "LM-BLA-01",
        gtin: "2010000000113",
        options: { Size: "130 × 180 cm" },
        priceMinor: 7400n,
        stock: 8,
      },
      {
        sku: "LM-BLA-02",
        gtin: "2010000000120",
        options: { Size: "180 × 220 cm" },
        priceMinor: 11200n,
        stock: 4,
      },
    ],
  },
  {
    handle: "heron-lamp",
    title: "Heron Desk Lamp",
    description:
      "Stands on one leg and looks at what you are reading. Steel, two joints, a warm lamp that lasts for years.",
    tags: ["home", "desk"],
    imageText: "A red desk lamp shining on an open book",
    variants: [{ sku: "LM-LAM-01", gtin: "2010000000137", priceMinor: 8900n, stock: 6 }],
  },
  {
    handle: "field-notebook",
    title: "Field Notebook",
    description:
      "Ninety-six dotted pages that lie flat, a ribbon to find your place, and a cover that survives back pockets.",
    tags: ["desk", "paper", "gifts"],
    imageText: "A green notebook with pressed plants on its cover and a red elastic band",
    variants: [{ sku: "LM-NOT-01", gtin: "2010000000144", priceMinor: 640n, stock: 75 }],
  },
  {
    handle: "cedar-pencil",
    title: "Cedar Pencil",
    description: "Smells like a workshop, writes like a whisper. Grade B, sold one at a time.",
    tags: ["desk", "paper"],
    imageText: "A red pencil drawing a wavy line",
    variants: [{ sku: "LM-PEN-01", gtin: "2010000000151", priceMinor: 250n, stock: 240 }],
  },
  {
    handle: "dial-radio",
    title: "Dial Radio",
    description:
      "Two dials, one loudspeaker, no menus. Finds the evening concert by ear and runs for a week on one charge.",
    tags: ["home", "desk"],
    imageText: "A red portable radio with two dials, playing music",
    variants: [{ sku: "LM-RAD-01", gtin: "2010000000168", priceMinor: 11900n, stock: 5 }],
  },
  {
    handle: "otter-bicycle",
    title: "Otter City Bicycle",
    description:
      "Seven gears in the hub, a steel frame made to measure, and a basket that has never lost a loaf. It costs more than a demo wallet holds, so with play money it stays a lovely dream.",
    tags: ["outdoors"],
    imageText: "A red city bicycle with flowers in its basket",
    variants: [{ sku: "LM-BIC-01", gtin: "2010000000175", priceMinor: 129000n, stock: 3 }],
  },
];
