/** The only file that starts anything: configuration, database, server, worker. On SIGTERM it finishes what it has begun. */
import { createAdaptorServer } from "@hono/node-server";
import { connectScantill } from "@scantill/sdk";
import { connectDatabase } from "@scantill/service-kit/database";
import { createLog } from "@scantill/service-kit/log";
import type { Services } from "#services";
import { defaultTenantId } from "#tenant";
import { createApp } from "./app.ts";
import { readConfig } from "./config.ts";
import { connectPost } from "./mails/post.ts";
import { runMailing } from "./mails/send-mails.ts";
import { runFollowing } from "./settlements/follow-orders.ts";

const config = readConfig(process.env);
const log = createLog("shop");
const sql = connectDatabase({ url: config.databaseUrl, applicationName: "scantill-shop" });
const services: Services = {
  config,
  database: { sql, tenantId: defaultTenantId },
  payments: connectScantill({ url: config.paymentsUrl, apiKey: config.apiKey, timeoutMs: 5_000 }),
  log,
};

const stopping = new AbortController();
const following = runFollowing(services, stopping.signal);
const mailing =
  config.mail === null ? null : runMailing(services, connectPost(config.mail), stopping.signal);
const server = createAdaptorServer({ fetch: createApp(services).fetch });
server.listen(config.port, config.host, () => {
  const address = server.address();
  const port = typeof address === "object" ? address?.port : config.port;
  log.info({ port }, "the shop is open");
});
server.on("error", (error) => {
  log.fatal({ err: error }, "the shop cannot listen");
  process.exit(1);
});

async function stop(): Promise<void> {
  if (stopping.signal.aborted) return;
  stopping.abort();
  const closed = new Promise((resolve) => server.close(resolve));
  await Promise.all([following, mailing, closed]);
  await sql.end();
  log.info("the shop has closed");
}
process.on("SIGTERM", () => void stop());
process.on("SIGINT", () => void stop());
