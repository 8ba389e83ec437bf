/**
 * Finds a Chromium for the journeys, and how to start it: the one of CHROMIUM_PATH, else the machine's own, else the one that npm brought, which
 * also runs where a browser's usual libraries and fonts are missing.
 */
import { spawnSync } from "node:child_process";
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { createBrotliDecompress } from "node:zlib";

const names = ["chromium", "google-chrome", "google-chrome-stable", "chromium-browser"];

/** No sandbox, for root has none to offer; no graphics card; and no network traffic of the browser's own. */
export const chromiumFlags = [
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
] as const;

/**
 * A camera that sees the picture in the file: a JPEG of even width and height, under an absolute path ending in `.mjpeg`.
 * Without the fake dialogue, the Chromium that npm brings refuses every camera.
 */
export function cameraFlags(frameFile: string): readonly string[] {
  return [
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
    `--use-file-for-fake-video-capture=${frameFile}`,
  ];
}

/** The path of a Chromium that runs here; throws with advice when there is none. */
export async function findChromium(): Promise<string> {
  const given = process.env["CHROMIUM_PATH"];
  if (given) {
    if (runs(given)) return given;
    throw new Error(`CHROMIUM_PATH is ${given}, which does not run. ${advice}`);
  }
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const installed = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  const found = installed.find((path) => existsSync(path) && runs(path));
  return found ?? (await unpackedChromium());
}

const advice = "Install a Chromium, or set CHROMIUM_PATH to one.";

async function unpackedChromium(): Promise<string> {
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error(`There is no Chromium on this machine. ${advice}`);
  }
  const folder = fileURLToPath(new URL("../node_modules/.cache/chromium", import.meta.url));
  if (!existsSync(folder)) await unpack(folder);
  const path = join(folder, "run");
  if (runs(path)) return path;
  const { stderr } = spawnSync(path, ["--version"], { encoding: "utf8" });
  throw new Error(`The Chromium that npm brought does not run here: ${stderr.trim()} ${advice}`);
}

/** Under another name first, so that a half-unpacked browser is never used. */
async function unpack(folder: string): Promise<void> {
  const entry = fileURLToPath(import.meta.resolve("@sparticuz/chromium"));
  const packed = join(dirname(entry), "../../bin");
  const unfinished = `${folder}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  await decompress(join(packed, "chromium.br"), join(unfinished, "chromium"));
  for (const archive of ["al2023.tar", "fonts.tar", "swiftshader.tar"]) {
    const tar = join(unfinished, archive);
    await decompress(join(packed, `${archive}.br`), tar);
    spawnSync("tar", ["-xf", tar, "-C", unfinished]);
    rmSync(tar);
  }
  writeFileSync(join(unfinished, "run"), runWithItsOwn, { mode: 0o755 });
  writeFileSync(join(unfinished, "fonts.conf"), fontsOf(folder));
  try {
    renameSync(unfinished, folder);
  } catch {
    // Somebody else was quicker.
    rmSync(unfinished, { recursive: true });
  }
}

/** The libraries and fonts that came along, whatever the machine has: every machine then shows the same. */
const runWithItsOwn = `#!/bin/sh
here="\${0%/*}"
export LD_LIBRARY_PATH="$here/lib" FONTCONFIG_FILE="$here/fonts.conf"
exec "$here/chromium" "$@"
`;

function fontsOf(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(folder, "fonts")}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${join(folder, "fonts-cache")}</cachedir>
</fontconfig>
`;
}

async function decompress(from: string, to: string): Promise<void> {
  await pipeline(
    createReadStream(from),
    createBrotliDecompress(),
    createWriteStream(to, { mode: 0o755 }),
  );
}

function runs(path: string): boolean {
  return spawnSync(path, ["--version", "--no-sandbox"], { timeout: 20_000 }).status === 0;
}
