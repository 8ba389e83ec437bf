/** Which calls are limited by whom they come from. What is limited by session or merchant is counted where that is known. */
import type { HttpBindings } from "@hono/node-server";
import { Refusal } from "@scantill/service-kit/refusal";
import { type Context, Hono, type MiddlewareHandler } from "hono";
import type { Services } from "#services";
import { countedAddress } from "./caller.ts";
import type { Rate } from "./limits.ts";

type Environment = { Bindings: Partial<HttpBindings> };
type Middleware = MiddlewareHandler<Environment>;

/** Each makes a session, a challenge, a wallet or a slow hash. */
const walletMakers = [
  "/v1/wallet/passkey-registrations",
  "/v1/wallet/passkeys",
  "/v1/wallet/pin-registrations",
  "/v1/wallet/pin-devices",
  "/v1/wallet/recoveries",
  "/v1/wallet/sign-in-options",
  "/v1/wallet/sign-in",
];

/** Each draws codes or reads all of a request. */
const terminals = ["/t/*", "/c/*", "/C/*", "/v1/terminal/*"];

export function limitedRoutes({ config, limits }: Services): Hono<Environment> {
  const app = new Hono<Environment>();

  const addressOf = (context: Context<Environment>): string | null => {
    const { incoming } = context.env ?? {};
    const peer = incoming === undefined ? null : (incoming.socket.remoteAddress ?? "gone");
    const forwardedFor = context.req.header("X-Forwarded-For");
    return countedAddress({ peer, forwardedFor }, config.trustsProxy);
  };

  const perAddress =
    (rate: Rate): Middleware =>
    async (context, next) => {
      await limits.count(rate, addressOf(context));
      await next();
    };

  /** A right key is never held up, however many wrong ones come from the same address. */
  const wrongApiKeys: Middleware = async (context, next) => {
    await next();
    if (isRefusedWith("api_key_invalid", context))
      await limits.count("wrongApiKeysOfAddress", addressOf(context));
  };

  /** Counted before it is looked up, so that guesses at once are all counted; a right one is taken off again. */
  const wrongShortCodes: Middleware = async (context, next) => {
    if (!(await isShortCode(context))) return next();
    const address = addressOf(context);
    await limits.count("wrongShortCodesOfAddress", address);
    await limits.count("wrongShortCodesOfAll", "all");
    await next();
    if (isRefusedWith("code_not_found", context)) return;
    await limits.uncount("wrongShortCodesOfAddress", address);
    await limits.uncount("wrongShortCodesOfAll", "all");
  };

  const openStreams: Middleware = async (context, next) => {
    const close = limits.openStream(addressOf(context));
    context.env?.outgoing?.once("close", close);
    await next();
  };

  app.use("/v1/payment-requests/*", wrongApiKeys);
  app.use("/v1/payments/*", wrongApiKeys);
  for (const path of terminals) app.use(path, perAddress("terminalsOfAddress"));
  app.use("/v1/terminal/:clientSecret/stream", openStreams);
  for (const path of walletMakers) app.use(path, onlyPost(perAddress("walletsOfAddress")));
  app.use("/v1/wallet/payments", onlyPost(perAddress("paymentsOfAddress")));
  app.use("/v1/wallet/payments", onlyPost(wrongShortCodes));
  return app;
}

function onlyPost(middleware: Middleware): Middleware {
  return (context, next) => (context.req.method === "POST" ? middleware(context, next) : next());
}

function isRefusedWith(code: string, { error }: Context<Environment>): boolean {
  return error instanceof Refusal && error.code === code;
}

async function isShortCode({ req }: Context<Environment>): Promise<boolean> {
  const body: unknown = await req.json().catch(() => null);
  return typeof body === "object" && body !== null && "shortCode" in body;
}
