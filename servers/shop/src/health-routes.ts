/** For whoever watches over the process: is it alive, and can it do its work. */
import { Hono } from "hono";
import type { Services } from "#services";
import { isMigrated } from "./health-store.ts";

export function healthRoutes({ database }: Services): Hono {
  const routes = new Hono();
  routes.get("/healthz", (context) => context.text("alive"));
  routes.get("/readyz", async (context) => {
    const isReady = await isMigrated(database).catch(() => false);
    return context.text(isReady ? "ready" : "not ready", isReady ? 200 : 503);
  });
  return routes;
}
