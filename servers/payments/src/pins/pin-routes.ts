/** The phone's calls for a wallet with a PIN. */
import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import {
  challengeSchema,
  type PinWallet,
  pinWalletSchema,
  type RegisterPinDevice,
  recoverWalletSchema,
  registerPinDeviceSchema,
} from "@scantill/contract/wallet";
import { refuse } from "#refuse";
import { emptyBody, jsonAnswer, jsonBody, problemAnswer, refuseInvalid } from "#route-parts";
import type { Services } from "#services";
import { transact } from "#tenant";
import {
  getSession,
  presentWallet,
  sessionCookie,
  sessionOrNew,
  startChallenge,
  takeChallenge,
} from "#wallets";
import { hashPin } from "./hash-pin.ts";
import {
  newPinDeviceId,
  type PinRegistration,
  type RegisteredPinDevice,
  recoverWallet,
  refuseUnlessHasKey,
  registerPinDevice,
} from "./register-pin-device.ts";

const purpose = "register PIN device";

const startRoute = createRoute({
  method: "post",
  path: "/v1/wallet/pin-registrations",
  request: { body: emptyBody },
  responses: {
    200: jsonAnswer(challengeSchema, "What the phone's key has to sign"),
    default: problemAnswer,
  },
});

const answers = {
  200: jsonAnswer(pinWalletSchema, "The wallet, and its recovery code once"),
  default: problemAnswer,
};

const registerRoute = createRoute({
  method: "post",
  path: "/v1/wallet/pin-devices",
  request: { body: jsonBody(registerPinDeviceSchema) },
  responses: answers,
});

const recoverRoute = createRoute({
  method: "post",
  path: "/v1/wallet/recoveries",
  request: { body: jsonBody(recoverWalletSchema) },
  responses: answers,
});

export function pinRoutes(services: Services): OpenAPIHono {
  const { database, config } = services;
  const app = new OpenAPIHono({ defaultHook: refuseInvalid });

  app.openapi(startRoute, async (context) => {
    const { session, token } = await sessionOrNew(
      database,
      context.req.header("Cookie"),
      config.publicUrl,
    );
    const challenge = await startChallenge(database, session, purpose);
    if (token !== null) context.header("Set-Cookie", sessionCookie(token, config.publicUrl));
    return context.json({ challenge }, 200);
  });

  app.openapi(registerRoute, async (context) => {
    const registration = await prepare(
      services,
      context.req.header("Cookie"),
      context.req.valid("json"),
    );
    const fresh = await transact(database, (tx) =>
      registerPinDevice(tx, registration, config.isDemo),
    );
    context.header("Set-Cookie", sessionCookie(fresh.token, config.publicUrl));
    return context.json(await present(services, fresh), 200);
  });

  app.openapi(recoverRoute, async (context) => {
    const body = context.req.valid("json");
    const registration = await prepare(services, context.req.header("Cookie"), body);
    const fresh = await transact(database, (tx) =>
      recoverWallet(tx, registration, body.recoveryCode),
    );
    context.header("Set-Cookie", sessionCookie(fresh.token, config.publicUrl));
    return context.json(await present(services, fresh), 200);
  });

  return app;
}

/** What costs time is done before the transaction: the challenge is used up, the key is proven, the PIN is hashed. */
async function prepare(
  { database, sealer, config }: Services,
  cookies: string | undefined,
  body: RegisterPinDevice,
): Promise<PinRegistration> {
  const session = await getSession(database, cookies, config.publicUrl);
  const challenge = await transact(database, (tx) => takeChallenge(tx, session.id, purpose));
  refuseUnlessHasKey(challenge ?? refuse("pin_registration_failed"), body);
  const deviceId = newPinDeviceId();
  const pinHash = await hashPin(sealer, { deviceId, pin: body.pin });
  return { session, deviceId, publicKey: body.publicKey, pinHash };
}

async function present({ database }: Services, fresh: RegisteredPinDevice): Promise<PinWallet> {
  const { wallet } = await presentWallet(database, fresh.session);
  if (wallet === null) throw new Error("a wallet that was just made is missing");
  return { wallet, recoveryCode: fresh.recoveryCode };
}
