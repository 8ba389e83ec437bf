import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type TestContext, test } from "node:test";
import { type ScantillEvent, webhookEventTypes } from "@scantill/contract/events";
import { type Id, newId, toUuid } from "@scantill/service-kit/ids";
import { Webhook } from "standardwebhooks";
import { listEvents } from "#events";
import { transact } from "#tenant";
import { createPaymentsRig } from "#testing";
import { startWebhookDelivery } from "./deliver-webhooks.ts";
import { postWebhook } from "./post-webhook.ts";
import { claimDueDeliveries } from "./webhook-store.ts";

const rig = await createPaymentsRig();
const { database, sealer } = rig.services;
await switchOffAllEndpoints();

type Received = { readonly headers: IncomingHttpHeaders; readonly body: string };
type Respond = (response: ServerResponse, position: number) => void;
type DeliveryRow = {
  readonly status: string;
  readonly attempt: number;
  readonly last_answer: string | null;
  readonly due_in: number;
};

/** A merchant's server that answers as told, and the endpoint that leads to it. */
async function anEndpoint(context: TestContext, respond: Respond) {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    received.push({ headers: request.headers, body });
    respond(response, received.length - 1);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const id = newId("wh");
  const secret = `whsec_${randomBytes(24).toString("base64")}`;
  const [merchant] = await rig.sql<{ id: string }[]>`select id from payments.merchant`;
  await rig.sql`
    insert into payments.webhook_endpoint (tenant_id, id, merchant_id, url, secret_sealed)
    values (1, ${toUuid(id)}, ${merchant?.id ?? ""}, ${`http://127.0.0.1:${port}/`}, ${sealer.seal(secret, id)})`;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  context.after(async () => {
    close();
    await switchOffAllEndpoints();
  });
  return { id, secret, received, close, idsReceived: () => received.map(idOf) };
}

const answering =
  (...statuses: readonly number[]): Respond =>
  (response, position) =>
    response.writeHead(statuses[position] ?? statuses.at(-1) ?? 204).end();

/** The worker under test. It stops before its endpoints do. */
function aWorker(context: TestContext, timeoutMs = 10_000) {
  const worker = startWebhookDelivery(
    rig.services,
    (error) => assert.fail(String(error)),
    postWebhook({ allowLoopback: true, timeoutMs }),
  );
  context.after(() => worker.stop());
  return worker;
}

/** A request is opened and cancelled: one webhook for each endpoint. */
async function anEvent(): Promise<Id<"ev">> {
  const { id } = await rig.openRequest();
  await rig.merchantPost(`/v1/payment-requests/${id}/cancel`, {});
  const events = await listEvents(database, id, 0);
  const [told, ...others] = events.filter(({ type }) =>
    (webhookEventTypes as readonly string[]).includes(type),
  );
  assert.ok(told?.type === "request.cancelled" && others.length === 0);
  return told.id;
}

async function someEvents(count: number): Promise<readonly Id<"ev">[]> {
  return Promise.all(Array.from({ length: count }, anEvent));
}

async function deliveryOf(
  endpoint: { readonly id: Id<"wh"> },
  event: Id<"ev">,
): Promise<DeliveryRow> {
  const [row] = await rig.sql<DeliveryRow[]>`
    select status, attempt, last_answer, extract(epoch from next_at - now())::float8 as due_in
    from payments.delivery
    where endpoint_id = ${toUuid(endpoint.id)} and event_id = ${toUuid(event)}`;
  assert.ok(row);
  return row;
}

async function makeDue(event: Id<"ev">, attempt?: number): Promise<void> {
  await rig.sql`
    update payments.delivery
    set next_at = now(), attempt = coalesce(${attempt ?? null}, attempt)
    where event_id = ${toUuid(event)} and status in ('pending', 'failed')`;
}

async function switchOffAllEndpoints(): Promise<void> {
  await rig.sql`update payments.webhook_endpoint set switched_off_at = coalesce(switched_off_at, now())`;
}

async function until(sentence: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 10_000;
  while (!(await isSo())) {
    if (Date.now() > end) assert.fail(`not in time: ${sentence}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const hasStatus =
  (endpoint: { readonly id: Id<"wh"> }, event: Id<"ev">, status: string) => async () =>
    (await deliveryOf(endpoint, event)).status === status;
const idOf = ({ headers }: Received) => headers["webhook-id"];

test("a receiver is told at once, signed so that the specification's library accepts it", async (context) => {
  const endpoint = await anEndpoint(context, answering(204));
  aWorker(context);
  const eventId = await anEvent();
  await until("delivered", hasStatus(endpoint, eventId, "delivered"));
  const [message] = endpoint.received;
  assert.ok(message && endpoint.received.length === 1);
  const headers = message.headers as Record<string, string>;
  const event = new Webhook(endpoint.secret).verify(message.body, headers) as ScantillEvent;
  assert.equal(event.id, eventId);
  assert.equal(headers["webhook-id"], eventId);
  assert.deepEqual(event, (await listEvents(database, event.data.requestId, 0)).at(-1));
  assert.equal((await deliveryOf(endpoint, eventId)).last_answer, "HTTP 204");
});

test("a receiver that is down, then broken, then up gets the same message in the end", async (context) => {
  const endpoint = await anEndpoint(context, (response, position) => {
    if (position === 0) response.destroy();
    else answering(0, 500, 200)(response, position);
  });
  const worker = aWorker(context);
  const eventId = await anEvent();
  const expected = [
    { attempt: 1, last_answer: "ECONNRESET", waitSeconds: 5 },
    { attempt: 2, last_answer: "HTTP 500", waitSeconds: 30 },
  ];
  for (const { attempt, last_answer, waitSeconds } of expected) {
    await until(
      last_answer,
      async () => (await deliveryOf(endpoint, eventId)).last_answer === last_answer,
    );
    const row = await deliveryOf(endpoint, eventId);
    assert.equal(row.status, "failed");
    assert.equal(row.attempt, attempt);
    assert.ok(row.due_in > waitSeconds - 3 && row.due_in <= waitSeconds * 1.1, `${row.due_in}`);
    await makeDue(eventId);
    worker.nudge();
  }
  await until("delivered", hasStatus(endpoint, eventId, "delivered"));
  assert.deepEqual(endpoint.idsReceived(), [eventId, eventId, eventId]);
  assert.equal(new Set(endpoint.received.map(({ body }) => body)).size, 1);
  for (const { body, headers } of endpoint.received) {
    assert.ok(new Webhook(endpoint.secret).verify(body, headers as Record<string, string>));
  }
});

test("redirects, errors and silence are failures, and kept for the merchant to read", async (context) => {
  const answers: readonly (readonly [string, Respond])[] = [
    ["HTTP 301", (response) => response.writeHead(301, { Location: "/" }).end()],
    ["HTTP 404", answering(404)],
    ["HTTP 503", answering(503)],
    ["no answer in time", () => undefined],
  ];
  const endpoints = await Promise.all(
    answers.map(async ([answer, respond]) => ({
      ...(await anEndpoint(context, respond)),
      answer,
    })),
  );
  aWorker(context, 200);
  const eventId = await anEvent();
  for (const endpoint of endpoints) {
    await until(endpoint.answer, hasStatus(endpoint, eventId, "failed"));
    assert.equal((await deliveryOf(endpoint, eventId)).last_answer, endpoint.answer);
    assert.equal(endpoint.received.length, 1);
  }
});

test("an endless answer is as good as a short one", async (context) => {
  const endpoint = await anEndpoint(context, (response) => {
    const pour = () => {
      while (response.write(Buffer.alloc(65_536)));
    };
    response.on("drain", pour);
    pour();
  });
  aWorker(context);
  const eventId = await anEvent();
  await until("delivered", hasStatus(endpoint, eventId, "delivered"));
});

test("one that hangs gets its share and no more, and holds up nobody", async (context) => {
  const dead = await anEndpoint(context, () => undefined);
  const alive = await anEndpoint(context, answering(204));
  const eventIds = await someEvents(30);
  aWorker(context);
  await until("the living one has all", () => new Set(alive.idsReceived()).size === 30);
  assert.deepEqual(new Set(alive.idsReceived()), new Set(eventIds));
  assert.equal(dead.received.length, 8);
  const later = await anEvent();
  await until("delivered", hasStatus(alive, later, "delivered"));
  assert.equal(dead.received.length, 8);
  dead.close();
});

test("a receiver that is gone for good hears nothing more", async (context) => {
  const endpoint = await anEndpoint(context, answering(410));
  const eventIds = await someEvents(20);
  const worker = aWorker(context);
  for (const eventId of eventIds) {
    await until("given up", hasStatus(endpoint, eventId, "given_up"));
  }
  await worker.stop();
  assert.ok(endpoint.received.length <= 8);
  const rows = await Promise.all(eventIds.map((eventId) => deliveryOf(endpoint, eventId)));
  assert.equal(
    rows.filter((row) => row.last_answer === "HTTP 410").length,
    endpoint.received.length,
  );
  const [{ count } = { count: -1 }] = await rig.sql<{ count: number }[]>`
    select count(*)::integer as count
    from payments.webhook_endpoint
    where id = ${toUuid(endpoint.id)} and switched_off_at is not null`;
  assert.equal(count, 1);
  const later = await anEvent();
  await assert.rejects(deliveryOf(endpoint, later), "no delivery is made for it");
});

test("after the last attempt it is given up", async (context) => {
  const endpoint = await anEndpoint(context, answering(500));
  const eventId = await anEvent();
  await makeDue(eventId, 11);
  aWorker(context);
  await until("given up", hasStatus(endpoint, eventId, "given_up"));
  assert.equal((await deliveryOf(endpoint, eventId)).attempt, 12);
});

test("several workers share the work and do none of it twice", async (context) => {
  const endpoint = await anEndpoint(context, answering(204));
  const eventIds = await someEvents(40);
  for (const worker of [aWorker(context), aWorker(context), aWorker(context)]) worker.nudge();
  for (const eventId of eventIds) {
    await until("delivered", hasStatus(endpoint, eventId, "delivered"));
  }
  assert.deepEqual(endpoint.idsReceived().toSorted(), eventIds.toSorted());
});

test("what a dead process had taken is taken over when its lease has run out", async (context) => {
  const endpoint = await anEndpoint(context, answering(204));
  const eventId = await anEvent();
  const claim = { limit: 100, mostPerEndpoint: 8, busy: new Map(), leaseSeconds: 60 };
  const take = async () => {
    const due = await transact(database, (tx) => claimDueDeliveries(tx, claim));
    return due.find(({ event }) => event.id === eventId);
  };
  assert.equal((await take())?.url.startsWith("http://127.0.0.1:"), true);
  assert.equal(await take(), undefined);
  assert.ok((await deliveryOf(endpoint, eventId)).due_in > 50);
  await makeDue(eventId);
  aWorker(context);
  await until("delivered", hasStatus(endpoint, eventId, "delivered"));
  assert.equal((await deliveryOf(endpoint, eventId)).attempt, 2);
});

test("a claim keeps to the room that each endpoint has left", async (context) => {
  const busy = await anEndpoint(context, answering(204));
  const full = await anEndpoint(context, answering(204));
  const idle = await anEndpoint(context, answering(204));
  await someEvents(12);
  const due = await transact(database, (tx) =>
    claimDueDeliveries(tx, {
      limit: 100,
      mostPerEndpoint: 8,
      busy: new Map([
        [busy.id, 6],
        [full.id, 8],
      ]),
      leaseSeconds: 60,
    }),
  );
  const shares = [busy, full, idle].map(
    ({ id }) => due.filter(({ endpointId }) => endpointId === id).length,
  );
  assert.deepEqual(shares, [2, 0, 8]);
});

test("stopping begins nothing new and finishes what is under way", async (context) => {
  const held = Promise.withResolvers<ServerResponse>();
  const endpoint = await anEndpoint(context, (response) => held.resolve(response));
  const worker = aWorker(context);
  const eventId = await anEvent();
  const response = await held.promise;
  const stopped = worker.stop();
  const later = await anEvent();
  worker.nudge();
  response.writeHead(204).end();
  await stopped;
  assert.equal((await deliveryOf(endpoint, eventId)).status, "delivered");
  assert.equal((await deliveryOf(endpoint, later)).attempt, 0);
});

test("during a rotation both secrets sign", async (context) => {
  const endpoint = await anEndpoint(context, answering(204));
  const older = `whsec_${randomBytes(24).toString("base64")}`;
  await rig.sql`
    update payments.webhook_endpoint
    set old_secret_sealed = ${sealer.seal(older, endpoint.id)}
    where id = ${toUuid(endpoint.id)}`;
  aWorker(context);
  const eventId = await anEvent();
  await until("delivered", hasStatus(endpoint, eventId, "delivered"));
  const [message] = endpoint.received;
  assert.ok(message);
  for (const secret of [endpoint.secret, older]) {
    new Webhook(secret).verify(message.body, message.headers as Record<string, string>);
  }
});
