/** The whole HTTP surface of the shop on one screen. */
import { answerProblems } from "@scantill/service-kit/problem-answers";
import { Hono, type MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { routePath } from "hono/route";
import { secureHeaders } from "hono/secure-headers";
import { refusals, refuse } from "#refuse";
import type { Services, ShopEnv } from "#services";
import { cartRoutes, readCart } from "./carts/cart-routes.ts";
import { catalogueRoutes } from "./catalogue/catalogue-routes.ts";
import { checkoutRoutes } from "./checkout/checkout-routes.ts";
import { healthRoutes } from "./health-routes.ts";
import { orderRoutes } from "./orders/order-routes.ts";
import { paymentEventRoutes } from "./payment-events/payment-event-routes.ts";
import { assetRoutes } from "./storefront/asset-routes.ts";
import { problemsAsPages } from "./storefront/problem-page.ts";

const largestBody = 64 * 1024;

export function createApp(services: Services): Hono<ShopEnv> {
  const { config, log } = services;
  const app = new Hono<ShopEnv>();
  answerProblems(app, {
    refusals,
    logError: (error, requestId) => log.error({ err: error, requestId }, "a page failed"),
  });

  app.use(logRequests(services));
  app.use(pageSecurity(services));
  app.use(problemsAsPages);
  app.use(bodyLimit({ maxSize: largestBody, onError: () => refuse("body_too_large") }));
  app.route("/", healthRoutes(services));
  app.route("/", assetRoutes());
  app.route("/", paymentEventRoutes(services));

  app.use(noStore, onlyFrom(config.publicUrl), readCart(services));
  app.route("/", catalogueRoutes(services));
  app.route("/", cartRoutes(services));
  app.route("/", checkoutRoutes(services));
  app.route("/", orderRoutes(services));
  return app;
}

/** The way to the payments server's page begins with a form, so forms may lead there. */
function pageSecurity({ config }: Services): MiddlewareHandler {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      scriptSrc: ["'self'"],
      // Products from elsewhere have pictures elsewhere.
      imgSrc: ["'self'", "https:", "data:"],
      connectSrc: ["'self'"],
      formAction: ["'self'", config.paymentsPublicUrl],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
    // Not "no-referrer": with that a browser says "null" instead of our own origin when it sends our forms.
    referrerPolicy: "same-origin",
    xFrameOptions: "DENY",
    strictTransportSecurity: config.publicUrl.startsWith("https:") ? "max-age=31536000" : false,
    permissionsPolicy: { camera: [], microphone: [], geolocation: [] },
  });
}

/** Forms are only taken from our own pages: by what the browser says about the request, else by its origin. */
function onlyFrom(origin: string): MiddlewareHandler {
  return async ({ req }, next) => {
    if (req.method !== "GET" && req.method !== "HEAD") {
      const site = req.header("Sec-Fetch-Site");
      const isOwn = site === undefined ? req.header("Origin") === origin : site === "same-origin";
      if (!isOwn) refuse("origin_not_allowed");
    }
    await next();
  };
}

const noStore: MiddlewareHandler = async (context, next) => {
  context.header("Cache-Control", "no-store");
  await next();
};

/** Routes, never addresses: an order's address is its key. */
function logRequests({ log }: Services): MiddlewareHandler {
  return async (context, next) => {
    const startedAt = performance.now();
    await next();
    const ms = Math.round(performance.now() - startedAt);
    const { method } = context.req;
    log.debug(
      { method, route: routePath(context, -1), status: context.res.status, ms },
      "answered",
    );
  };
}
