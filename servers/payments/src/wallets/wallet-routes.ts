/** The phone's calls about its wallet: who am I, make a passkey, sign in with one. */
import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import {
  assertionSchema,
  passkeyCreationOptionsSchema,
  passkeyRegistrationSchema,
  rememberedAddressSchema,
  signInOptionsSchema,
  walletSessionSchema,
} from "@scantill/contract/wallet";
import type { RegistrationResponseJSON } from "@simplewebauthn/server";
import { rpIdOf } from "#config";
import { refuse } from "#refuse";
import { emptyBody, jsonAnswer, jsonBody, problemAnswer, refuseInvalid } from "#route-parts";
import type { Services } from "#services";
import { transact } from "#tenant";
import { presentWallet } from "./present-wallet.ts";
import {
  registerPasskey,
  registrationPurpose,
  startPasskeyRegistration,
} from "./register-passkey.ts";
import { recallAddress } from "./remembered-address.ts";
import {
  findSession,
  getSession,
  sessionCookie,
  sessionOrNew,
  startChallenge,
  takeOverSession,
} from "./session.ts";
import { signIn, signInPurpose } from "./sign-in.ts";
import { nobody } from "./wallet.ts";
import { takeChallenge } from "./wallet-store.ts";

const sessionAnswers = {
  200: jsonAnswer(walletSessionSchema, "This phone's wallet"),
  default: problemAnswer,
};
const signInTimeoutMs = 120_000;

const sessionRoute = createRoute({
  method: "get",
  path: "/v1/wallet/session",
  responses: sessionAnswers,
});

const startRegistrationRoute = createRoute({
  method: "post",
  path: "/v1/wallet/passkey-registrations",
  request: { body: emptyBody },
  responses: {
    200: jsonAnswer(passkeyCreationOptionsSchema, "Options for a new passkey"),
    default: problemAnswer,
  },
});

const registerRoute = createRoute({
  method: "post",
  path: "/v1/wallet/passkeys",
  request: { body: jsonBody(passkeyRegistrationSchema) },
  responses: sessionAnswers,
});

const startSignInRoute = createRoute({
  method: "post",
  path: "/v1/wallet/sign-in-options",
  request: { body: emptyBody },
  responses: { 200: jsonAnswer(signInOptionsSchema, "What to sign"), default: problemAnswer },
});

const signInRoute = createRoute({
  method: "post",
  path: "/v1/wallet/sign-in",
  request: { body: jsonBody(assertionSchema) },
  responses: sessionAnswers,
});

const addressRoute = createRoute({
  method: "get",
  path: "/v1/wallet/address",
  responses: {
    200: jsonAnswer(rememberedAddressSchema, "The delivery address that this wallet used last"),
    default: problemAnswer,
  },
});

const signOutRoute = createRoute({
  method: "post",
  path: "/v1/wallet/sign-out",
  request: { body: emptyBody },
  responses: sessionAnswers,
});

export function walletRoutes({ database, config, sealer }: Services): OpenAPIHono {
  const app = new OpenAPIHono({ defaultHook: refuseInvalid });
  const relyingParty = { rpId: rpIdOf(config), origin: config.publicUrl };

  app.openapi(sessionRoute, async (context) => {
    const session = await findSession(database, context.req.header("Cookie"), config.publicUrl);
    return context.json(
      session === null ? { wallet: null } : await presentWallet(database, session),
      200,
    );
  });

  app.openapi(startRegistrationRoute, async (context) => {
    const { session, token } = await sessionOrNew(
      database,
      context.req.header("Cookie"),
      config.publicUrl,
    );
    const options = await transact(database, (tx) =>
      startPasskeyRegistration(tx, { session, rpId: relyingParty.rpId }),
    );
    if (token !== null) context.header("Set-Cookie", sessionCookie(token, config.publicUrl));
    return context.json(passkeyCreationOptionsSchema.parse(options), 200);
  });

  app.openapi(registerRoute, async (context) => {
    const session = await getSession(database, context.req.header("Cookie"), config.publicUrl);
    // Its members are checked by the verification itself.
    const response = context.req.valid("json") as unknown as RegistrationResponseJSON;
    const challenge =
      (await transact(database, (tx) => takeChallenge(tx, session.id, registrationPurpose))) ??
      refuse("passkey_registration_failed");
    const fresh = await transact(database, (tx) =>
      registerPasskey(tx, { session, response, challenge, relyingParty, isDemo: config.isDemo }),
    );
    context.header("Set-Cookie", sessionCookie(fresh.token, config.publicUrl));
    return context.json(await presentWallet(database, fresh.session), 200);
  });

  app.openapi(startSignInRoute, async (context) => {
    const { session, token } = await sessionOrNew(
      database,
      context.req.header("Cookie"),
      config.publicUrl,
    );
    const challenge = await startChallenge(database, session, signInPurpose);
    if (token !== null) context.header("Set-Cookie", sessionCookie(token, config.publicUrl));
    return context.json({ challenge, rpId: relyingParty.rpId, timeoutMs: signInTimeoutMs }, 200);
  });

  app.openapi(signInRoute, async (context) => {
    const session = await getSession(database, context.req.header("Cookie"), config.publicUrl);
    const assertion = context.req.valid("json");
    const challenge =
      (await transact(database, (tx) => takeChallenge(tx, session.id, signInPurpose))) ??
      refuse("proof_invalid");
    const fresh = await transact(database, (tx) =>
      signIn(tx, { session, assertion, challenge, relyingParty }),
    );
    context.header("Set-Cookie", sessionCookie(fresh.token, config.publicUrl));
    return context.json(await presentWallet(database, fresh.session), 200);
  });

  app.openapi(addressRoute, async (context) => {
    const { walletId } = await getSession(database, context.req.header("Cookie"), config.publicUrl);
    const deliveryAddress =
      walletId === null ? null : await recallAddress({ database, sealer }, walletId);
    return context.json({ deliveryAddress }, 200);
  });

  app.openapi(signOutRoute, async (context) => {
    const session = await getSession(database, context.req.header("Cookie"), config.publicUrl);
    const fresh = await transact(database, (tx) => takeOverSession(tx, session, nobody));
    context.header("Set-Cookie", sessionCookie(fresh.token, config.publicUrl));
    return context.json({ wallet: null }, 200);
  });

  return app;
}
