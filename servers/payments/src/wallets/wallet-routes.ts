/** The phone's calls about its wallet: who am I, make a passkey, sign in with one. */
import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import {
  assertionSchema,
  passkeyCreationOptionsSchema,
  passkeyRegistrationSchema,
  signInOptionsSchema,
  type WalletSession as WalletSessionJson,
  walletSessionSchema,
} from "@scantill/contract/wallet";
import type { RegistrationResponseJSON } from "@simplewebauthn/server";
import { rpIdOf } from "#config";
import { listAccounts } from "#ledger";
import { available } from "#ledger/rules";
import { refuse } from "#refuse";
import { emptyBody, jsonAnswer, jsonBody, problemAnswer, refuseInvalid } from "#route-parts";
import type { Services } from "#services";
import { transact } from "#tenant";
import { registerPasskey, startPasskeyRegistration } from "./register-passkey.ts";
import {
  createSession,
  type FreshSession,
  findSession,
  getSession,
  sessionCookie,
} from "./session.ts";
import { signIn, startSignIn } from "./sign-in.ts";
import type { WalletSession } from "./wallet.ts";
import { findWallet, takeChallenge } from "./wallet-store.ts";

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

export function walletRoutes({ database, config }: Services): OpenAPIHono {
  const app = new OpenAPIHono({ defaultHook: refuseInvalid });
  const relyingParty = { rpId: rpIdOf(config), origin: config.publicUrl };

  const present = async ({ walletId }: WalletSession): Promise<WalletSessionJson> => {
    const wallet = walletId === null ? null : await findWallet(database, walletId);
    if (wallet === null) return { wallet: null };
    const accounts = await listAccounts(database, { ownerId: wallet.id, kind: "wallet" });
    const balances = accounts.map((account) => ({
      available: { minor: Number(available(account)), currency: account.currency },
    }));
    return { wallet: { id: wallet.id, isDemo: wallet.isDemo, balances } };
  };

  /** The phone's session; a phone that comes for the first time is given one, and its cookie. */
  const sessionOf = async (
    cookies: string | undefined,
  ): Promise<FreshSession | { session: WalletSession; token: null }> => {
    const known = await findSession(database, cookies, config.publicUrl);
    return known === null ? transact(database, createSession) : { session: known, token: null };
  };

  app.openapi(sessionRoute, async (context) => {
    const session = await findSession(database, context.req.header("Cookie"), config.publicUrl);
    return context.json(session === null ? { wallet: null } : await present(session), 200);
  });

  app.openapi(startRegistrationRoute, async (context) => {
    const { session, token } = await sessionOf(context.req.header("Cookie"));
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
      (await transact(database, (tx) => takeChallenge(tx, session.id))) ??
      refuse("passkey_registration_failed");
    const fresh = await transact(database, (tx) =>
      registerPasskey(tx, { session, response, challenge, relyingParty, isDemo: config.isDemo }),
    );
    context.header("Set-Cookie", sessionCookie(fresh.token, config.publicUrl));
    return context.json(await present(fresh.session), 200);
  });

  app.openapi(startSignInRoute, async (context) => {
    const { session, token } = await sessionOf(context.req.header("Cookie"));
    const challenge = await transact(database, (tx) => startSignIn(tx, session));
    if (token !== null) context.header("Set-Cookie", sessionCookie(token, config.publicUrl));
    return context.json({ challenge, rpId: relyingParty.rpId, timeoutMs: signInTimeoutMs }, 200);
  });

  app.openapi(signInRoute, async (context) => {
    const session = await getSession(database, context.req.header("Cookie"), config.publicUrl);
    const assertion = context.req.valid("json");
    const challenge =
      (await transact(database, (tx) => takeChallenge(tx, session.id))) ?? refuse("proof_invalid");
    const fresh = await transact(database, (tx) =>
      signIn(tx, { session, assertion, challenge, relyingParty }),
    );
    context.header("Set-Cookie", sessionCookie(fresh.token, config.publicUrl));
    return context.json(await present(fresh.session), 200);
  });

  return app;
}
