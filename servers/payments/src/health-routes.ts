/** Is the process alive, and can it do its work? */
import { Hono } from "hono";
import type { Services } from "#services";
import { isDatabaseReady } from "./health-store.ts";

export function healthRoutes({ database, stopping }: Services): Hono {
  const app = new Hono();
  app.get("/healthz", (context) => context.json({ status: "alive" }));
  app.get("/readyz", async (context) => {
    const isReady = !stopping.aborted && (await isDatabaseReady(database));
    return context.json({ status: isReady ? "ready" : "not ready" }, isReady ? 200 : 503);
  });
  return app;
}
