/** The wallet's files: one page for every address of the app, and what that page loads. A GET changes nothing. */
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { Hono } from "hono";
import { refuse } from "#refuse";
import type { Services } from "#services";

const types: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};

export function walletPages({ config }: Services): Hono {
  const app = new Hono();

  const page = async () => {
    const html = await readFile(join(config.walletFolder, "index.html"), "utf8");
    return new Response(html, {
      headers: { "Content-Type": types[".html"] ?? "", "Cache-Control": "no-store" },
    });
  };

  // The picture holds its address in upper case; phones ask for it as it is.
  for (const path of ["/c/:token", "/C/:token", "/wallet", "/wallet/"]) app.get(path, page);

  app.get("/wallet/*", async (context) => {
    const name = context.req.path.slice("/wallet/".length);
    const type = types[extname(name)];
    if (type === undefined) return page();
    if (!/^[\w-]+(\/[\w-]+)*(\.[\w-]+)+$/.test(name)) refuse("not_found");
    const content = await readFile(join(config.walletFolder, name)).catch(() =>
      refuse("not_found"),
    );
    // The build puts a hash of the content into the names of its assets.
    const caching = name.startsWith("assets/") ? "public, max-age=31536000, immutable" : "no-cache";
    return context.body(new Uint8Array(content), 200, {
      "Content-Type": type,
      "Cache-Control": caching,
    });
  });

  return app;
}
