/** The phone's calls about the devices of its wallet. */
import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import {
  challengeSchema,
  type Devices,
  devicesSchema,
  removeDeviceSchema,
} from "@scantill/contract/wallet";
import { z } from "zod";
import { refuse } from "#refuse";
import { emptyBody, jsonAnswer, jsonBody, problemAnswer, refuseInvalid } from "#route-parts";
import type { Services } from "#services";
import { type Reader, transact } from "#tenant";
import {
  getSession,
  startChallenge,
  takeChallenge,
  type WalletId,
  type WalletSession,
} from "#wallets";
import { listDevices } from "./device-store.ts";
import { refuseUnlessGestured, removalPurpose, removeDevice } from "./remove-device.ts";

/** A passkey's credential id may be long. */
const params = z.object({ id: z.string().max(1_400) });
const answers = {
  200: jsonAnswer(devicesSchema, "What may approve for this wallet"),
  default: problemAnswer,
};

const listRoute = createRoute({ method: "get", path: "/v1/wallet/devices", responses: answers });

const startRemovalRoute = createRoute({
  method: "post",
  path: "/v1/wallet/devices/{id}/removal",
  request: { params, body: emptyBody },
  responses: { 200: jsonAnswer(challengeSchema, "What to sign"), default: problemAnswer },
});

const removeRoute = createRoute({
  method: "post",
  path: "/v1/wallet/devices/{id}/remove",
  request: { params, body: jsonBody(removeDeviceSchema) },
  responses: answers,
});

export function deviceRoutes(services: Services): OpenAPIHono {
  const { database, config } = services;
  const app = new OpenAPIHono({ defaultHook: refuseInvalid });

  const owned = async (
    cookies: string | undefined,
  ): Promise<WalletSession & { readonly walletId: WalletId }> => {
    const session = await getSession(database, cookies, config.publicUrl);
    return { ...session, walletId: session.walletId ?? refuse("wallet_required") };
  };

  app.openapi(listRoute, async (context) => {
    const session = await owned(context.req.header("Cookie"));
    return context.json(await present(database, session), 200);
  });

  app.openapi(startRemovalRoute, async (context) => {
    const session = await owned(context.req.header("Cookie"));
    const { id } = context.req.valid("param");
    return context.json(
      { challenge: await startChallenge(database, session, removalPurpose(id)) },
      200,
    );
  });

  app.openapi(removeRoute, async (context) => {
    const session = await owned(context.req.header("Cookie"));
    const { id } = context.req.valid("param");
    const challenge = await transact(database, (tx) =>
      takeChallenge(tx, session.id, removalPurpose(id)),
    );
    const gesture = context.req.valid("json");
    await refuseUnlessGestured(services, session, challenge ?? refuse("proof_invalid"), gesture);
    await transact(database, (tx) => removeDevice(tx, session.walletId, id));
    return context.json(await present(database, session), 200);
  });

  return app;
}

async function present(
  reader: Reader,
  { walletId, pinDeviceId, credentialId }: WalletSession & { readonly walletId: WalletId },
): Promise<Devices> {
  const devices = await listDevices(reader, walletId);
  return {
    devices: devices.map(({ id, kind, createdAt, lastUsedAt }) => ({
      id,
      kind,
      createdAt: createdAt.toISOString(),
      lastUsedAt: lastUsedAt?.toISOString() ?? null,
      isThisPhone: id === pinDeviceId || id === credentialId,
    })),
  };
}
