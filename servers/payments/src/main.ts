/** The only file that starts anything: configuration, services, workers, server. On SIGTERM it finishes what it has begun. */
import { createAdaptorServer } from "@hono/node-server";
import { createLog } from "@scantill/service-kit/log";
import { tailEvents } from "#events";
import { startRequestClock } from "#payment-requests";
import { startWebhookDelivery } from "#webhooks";
import { createApp } from "./app.ts";
import { readConfig } from "./config.ts";
import { startHousekeeping } from "./housekeeping.ts";
import { startServices } from "./start-services.ts";

const longestDrainMs = 10_000;

const config = readConfig(process.env);
const log = createLog("payments");
const services = startServices(config, log);
const logError = (error: unknown) => log.error({ err: error }, "a worker failed");
const workers = [
  startRequestClock(services.database, logError),
  tailEvents(services.database, { logError }),
  startHousekeeping(services.database, logError),
  startWebhookDelivery(services, logError),
];

const server = createAdaptorServer({ fetch: createApp(services).fetch });
server.listen(config.port, config.host, () =>
  log.info({ port: config.port }, "payments is listening"),
);
server.on("error", (error) => {
  log.fatal({ err: error }, "payments cannot listen");
  process.exit(1);
});

let isStopping = false;
async function stop(): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  services.announceStop();
  await closeServer();
  await Promise.all(workers.map((worker) => worker.stop()));
  await services.stop();
  log.info("payments has stopped");
}
process.on("SIGTERM", () => void stop());
process.on("SIGINT", () => void stop());

/** Answers what has been asked, takes nothing new, and does not wait for clients that keep a connection for later. */
async function closeServer(): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  const hangUp = setInterval(
    () => "closeIdleConnections" in server && server.closeIdleConnections(),
    50,
  );
  const lastCall = setTimeout(
    () => "closeAllConnections" in server && server.closeAllConnections(),
    longestDrainMs,
  );
  await closed;
  clearInterval(hangUp);
  clearTimeout(lastCall);
}
