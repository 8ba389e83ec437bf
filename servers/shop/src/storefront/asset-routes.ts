/** Serves the shop's own files. An address with the file's version never changes what it means. */
import { Hono } from "hono";
import { refuse } from "#refuse";
import { findAsset } from "./assets.ts";

const forEver = "public, max-age=31536000, immutable";

export function assetRoutes(): Hono {
  const routes = new Hono();
  routes.get("/assets/:path{.+}", (context) => {
    const asset = findAsset(context.req.param("path"));
    if (asset === null) refuse("not_found");
    const isVersioned = context.req.query("v") === asset.version;
    const headers = {
      "Content-Type": asset.type,
      "Cache-Control": isVersioned ? forEver : "no-cache",
    };
    return context.body(asset.body, 200, headers);
  });
  routes.get("/favicon.ico", (context) => context.redirect("/assets/brand/lark.svg", 308));
  return routes;
}
