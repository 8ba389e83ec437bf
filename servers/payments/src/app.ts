/** The whole HTTP surface of the payment server on one screen. */
import { OpenAPIHono } from "@hono/zod-openapi";
import { refusals } from "@scantill/contract/refusals";
import { answerProblems } from "@scantill/service-kit/problem-answers";
import type { MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { compress } from "hono/compress";
import { secureHeaders } from "hono/secure-headers";
import { refuse } from "#refuse";
import type { Services } from "#services";
import { approvalRoutes } from "./approvals/approval-routes.ts";
import { codeRoutes } from "./codes/code-routes.ts";
import { deviceRoutes } from "./devices/device-routes.ts";
import { healthRoutes } from "./health-routes.ts";
import { hiddenFractionsIn } from "./hidden-fractions.ts";
import { limitedRoutes } from "./limits/limited-routes.ts";
import { paymentRequestRoutes } from "./payment-requests/payment-request-routes.ts";
import { paymentRoutes } from "./payments/payment-routes.ts";
import { walletPaymentRoutes } from "./payments/wallet-payment-routes.ts";
import { pinRoutes } from "./pins/pin-routes.ts";
import { terminalPages } from "./terminal/terminal-page.ts";
import { terminalRoutes } from "./terminal/terminal-routes.ts";
import { walletPages } from "./wallets/wallet-page.ts";
import { walletRoutes } from "./wallets/wallet-routes.ts";

/** A hundred items with long names, in any script. */
const largestBody = 256 * 1024;

export function createApp(services: Services): OpenAPIHono {
  const app = new OpenAPIHono();
  answerProblems(app, {
    refusals,
    logError: (error, requestId) => services.log.error({ err: error, requestId }, "a call failed"),
  });

  app.use(pageSecurity());
  // Only what is the same for everybody is compressed: a page with a secret in it would leak its length.
  app.use("/wallet/*", compress());
  app.use("/terminal/*", compress());
  for (const path of ["/t/*", "/c/*", "/C/*", "/v1/*"]) app.use(path, noStore);
  app.use(bodyLimit({ maxSize: largestBody, onError: () => refuse("body_too_large") }));
  app.use("/v1/*", onlyJson, onlyWholeNumbers);
  app.use("/v1/wallet/*", onlyFrom(services.config.publicUrl));
  app.route("/", limitedRoutes(services));

  app.route("/", healthRoutes(services));
  app.route("/", paymentRequestRoutes(services));
  app.route("/", paymentRoutes(services));
  app.route("/", codeRoutes(services));
  app.route("/", terminalRoutes(services));
  app.route("/", terminalPages(services));
  app.route("/", walletPages(services));
  app.route("/", walletRoutes(services));
  app.route("/", pinRoutes(services));
  app.route("/", deviceRoutes(services));
  app.route("/", walletPaymentRoutes(services));
  app.route("/", approvalRoutes(services));

  app.doc31("/openapi.json", {
    openapi: "3.1.0",
    info: { title: "Scantill payments", version: "1" },
  });
  return app;
}

function pageSecurity() {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
      imgSrc: ["'self'", "data:", "blob:"],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
    xFrameOptions: "DENY",
    referrerPolicy: "no-referrer",
    permissionsPolicy: { camera: ["self"], microphone: [], geolocation: [] },
    crossOriginEmbedderPolicy: false,
  });
}

const noStore: MiddlewareHandler = async (context, next) => {
  await next();
  context.header("Cache-Control", "no-store");
};

/** A form of another site cannot send JSON without asking first. */
const onlyJson: MiddlewareHandler = async ({ req }, next) => {
  const hasBody = req.method !== "GET" && req.header("Content-Type") !== undefined;
  if (hasBody && !/^application\/json\s*(;|$)/i.test(req.header("Content-Type") ?? ""))
    refuse("unsupported_media_type");
  await next();
};

/** No amount is ever rounded by reading it. */
const onlyWholeNumbers: MiddlewareHandler = async ({ req }, next) => {
  const [written] = req.method === "POST" ? hiddenFractionsIn(await req.text()) : [];
  if (written !== undefined) {
    const message = `Write ${written.slice(0, 40)} as a whole number, in digits only.`;
    refuse("validation_failed", { errors: [{ path: "", code: "not_whole", message }] });
  }
  await next();
};

/** Only our own pages may change a wallet. */
function onlyFrom(origin: string): MiddlewareHandler {
  return async ({ req }, next) => {
    const isReading = req.method === "GET" || req.method === "HEAD";
    if (!isReading && req.header("Origin") !== origin) refuse("origin_not_allowed");
    await next();
  };
}
