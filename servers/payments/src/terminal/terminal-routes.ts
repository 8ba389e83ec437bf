/** The terminal's calls: state, cancel, "not you?", and the live stream. No key and no cookie: the client secret is in the path. */
import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import { releaseSchema, terminalStateSchema } from "@scantill/contract/terminal";
import { parseId } from "@scantill/service-kit/ids";
import { cors } from "hono/cors";
import { streamSSE } from "hono/streaming";
import { z } from "zod";
import { listEvents, watchRequest } from "#events";
import { cancelPaymentRequest, extendPaymentRequest } from "#payment-requests";
import { releaseClaims } from "#payments";
import { refuse } from "#refuse";
import { jsonAnswer, jsonBody, problemAnswer, refuseInvalid } from "#route-parts";
import type { Services } from "#services";
import { transact } from "#tenant";
import { getTerminalRequest, readTerminal } from "./read-terminal.ts";

const params = z.object({ clientSecret: z.string().max(2_048) });
const answers = {
  200: jsonAnswer(terminalStateSchema, "What the terminal shows"),
  default: problemAnswer,
};
const heartbeatMs = 15_000;
const reconnectMs = 1_000;

const stateRoute = createRoute({
  method: "get",
  path: "/v1/terminal/{clientSecret}",
  request: { params },
  responses: answers,
});

const cancelRoute = createRoute({
  method: "post",
  path: "/v1/terminal/{clientSecret}/cancel",
  request: { params },
  responses: answers,
});

const releaseRoute = createRoute({
  method: "post",
  path: "/v1/terminal/{clientSecret}/release",
  request: { params, body: { ...jsonBody(releaseSchema), required: false } },
  responses: answers,
});

const extendRoute = createRoute({
  method: "post",
  path: "/v1/terminal/{clientSecret}/extend",
  request: { params },
  responses: answers,
});

const streamRoute = createRoute({
  method: "get",
  path: "/v1/terminal/{clientSecret}/stream",
  request: { params },
  responses: {
    200: {
      description: "Server-sent events from Last-Event-ID on",
      content: { "text/event-stream": { schema: z.string() } },
    },
    default: problemAnswer,
  },
});

export function terminalRoutes(services: Services): OpenAPIHono {
  const { database, stopping, log } = services;
  const app = new OpenAPIHono({ defaultHook: refuseInvalid });
  app.use("/v1/terminal/*", cors({ origin: "*" }));

  app.openapi(stateRoute, async (context) => {
    const request = await getTerminalRequest(database, context.req.valid("param").clientSecret);
    return context.json(await readTerminal(services, request.id), 200);
  });

  app.openapi(cancelRoute, async (context) => {
    const request = await getTerminalRequest(database, context.req.valid("param").clientSecret);
    await transact(database, (tx) => cancelPaymentRequest(tx, request.id, "shopper"));
    return context.json(await readTerminal(services, request.id), 200);
  });

  app.openapi(releaseRoute, async (context) => {
    const request = await getTerminalRequest(database, context.req.valid("param").clientSecret);
    const { codeId: named } = context.req.valid("json");
    const codeId = named === undefined ? null : (parseId("cd", named) ?? refuse("code_not_found"));
    await transact(database, (tx) => releaseClaims(tx, { requestId: request.id, codeId }));
    return context.json(await readTerminal(services, request.id), 200);
  });

  app.openapi(extendRoute, async (context) => {
    const request = await getTerminalRequest(database, context.req.valid("param").clientSecret);
    await transact(database, (tx) => extendPaymentRequest(tx, request.id));
    return context.json(await readTerminal(services, request.id), 200);
  });

  app.openapi(streamRoute, async (context) => {
    // Nobody would read the stream, so it would never end.
    if (context.req.method === "HEAD") refuse("method_not_allowed");
    const request = await getTerminalRequest(database, context.req.valid("param").clientSecret);
    const lastSeen = Number(context.req.header("Last-Event-ID") ?? request.eventCount);
    context.header("X-Accel-Buffering", "no");
    return streamSSE(context, async (stream) => {
      const isSequence = Number.isSafeInteger(lastSeen) && lastSeen >= 0;
      let sequence = isSequence ? Math.min(lastSeen, request.eventCount) : 0;
      let wake: () => void = () => undefined;
      let isNudged = true;
      const nudge = () => {
        isNudged = true;
        wake();
      };
      const stopWatching = watchRequest(request.id, nudge);
      const heartbeat = setInterval(() => void stream.write(": still here\n\n"), heartbeatMs);
      stopping.addEventListener("abort", nudge);
      stream.onAbort(nudge);
      try {
        await stream.write(`retry: ${reconnectMs}\n\n`);
        while (!stream.aborted && !stopping.aborted) {
          if (!isNudged) {
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
            continue;
          }
          isNudged = false;
          for (const event of await listEvents(database, request.id, sequence)) {
            await stream.writeSSE({
              event: event.type,
              id: String(event.sequence),
              data: JSON.stringify(event),
            });
            sequence = event.sequence;
          }
        }
      } catch (error) {
        log.error({ err: error }, "a stream broke");
      } finally {
        clearInterval(heartbeat);
        stopWatching();
        stopping.removeEventListener("abort", nudge);
      }
    });
  });

  return app;
}
