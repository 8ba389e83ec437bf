/** The shop's own files (styles, pictures, one script), read once; their addresses change with their content. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export type Asset = {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly type: string;
  readonly version: string;
};

const types: Readonly<Record<string, string>> = {
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  svg: "image/svg+xml",
};

const assets = readAssets(new URL("../../assets/", import.meta.url));

/** Null for what is not one of our files. */
export function findAsset(path: string): Asset | null {
  return assets.get(path) ?? null;
}

/** The address of one of our files. A file that does not exist is a mistake of ours. */
export function assetUrl(path: string): string {
  const asset = assets.get(path);
  if (asset === undefined) throw new Error(`there is no asset ${path}`);
  return `/assets/${path}?v=${asset.version}`;
}

function readAssets(folder: URL): ReadonlyMap<string, Asset> {
  const paths = readdirSync(fileURLToPath(folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.replaceAll("\\", "/"));
  const root = fileURLToPath(folder).replaceAll("\\", "/");
  return new Map(paths.map((path) => [path.slice(root.length), readAsset(path)]));
}

function readAsset(path: string): Asset {
  const body = new Uint8Array(readFileSync(path));
  const version = createHash("sha256").update(body).digest("hex").slice(0, 12);
  return { body, type: types[path.split(".").at(-1) ?? ""] ?? "application/octet-stream", version };
}
