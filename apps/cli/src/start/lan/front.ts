/**
 * TLS before one of the servers. The servers stay on loopback as they are: a front hands every call on, and what comes back
 * as it comes, so that live streams live.
 */
import { once } from "node:events";
import {
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
} from "node:http";
import { createServer } from "node:https";
import { type Duplex, pipeline } from "node:stream";
import { withoutCookies } from "./cookies.ts";

export type Front = {
  /** From now on nobody new is let in. */
  readonly shut: () => void;
  /** Resolves when everybody has left; who dawdles is sent away. */
  readonly close: () => Promise<void>;
};

export type FrontPlan = {
  readonly address: string;
  readonly port: number;
  /** Of the server behind it, on loopback. */
  readonly serverPort: number;
  /** The other server's cookies: a browser sends them too, for it sees one host and looks at no port. */
  readonly foreignCookies: readonly string[];
};

/** They are about one connection, and there are two. Browsers name no others in `Connection`. */
const hopByHop = ["connection", "keep-alive", "proxy-connection", "te", "trailer", "upgrade"];

const patienceMs = 2_000;

/** @param certificate with its key, in PEM. */
export async function openFront(plan: FrontPlan, certificate: string): Promise<Front> {
  const server = createServer({ cert: certificate, key: certificate }, (call, answer) =>
    handOn(call, answer, plan),
  );
  // Those, too, that have not said a word of TLS yet, and which the server itself would wait for.
  const guests = new Set<Duplex>();
  server.on("connection", (socket) => {
    guests.add(socket);
    socket.once("close", () => guests.delete(socket));
  });
  server.listen({ host: plan.address, port: plan.port });
  await once(server, "listening");
  const closed = once(server, "close");
  return {
    shut: () => void server.close(),
    close: async () => {
      server.closeIdleConnections();
      const impatience = setTimeout(() => {
        for (const socket of guests) socket.destroy();
      }, patienceMs);
      await closed;
      clearTimeout(impatience);
    },
  };
}

function handOn(call: IncomingMessage, answer: ServerResponse, plan: FrontPlan): void {
  const onward = request({
    host: "127.0.0.1",
    port: plan.serverPort,
    method: call.method,
    path: call.url,
    headers: onwardHeaders(call, plan.foreignCookies),
    agent: false,
  });
  onward.once("response", (result) => {
    const { "transfer-encoding": _, ...headers } = endToEnd(result.headers);
    answer.writeHead(result.statusCode ?? 502, result.statusMessage, headers);
    // A live stream may have nothing to say for a while, but has begun.
    answer.flushHeaders();
    pipeline(result, answer, () => undefined);
  });
  // A server that is away looks as it would without a front: the connection breaks.
  onward.on("error", () => {
    if (!answer.headersSent) answer.destroy();
  });
  onward.once("close", () => call.resume());
  answer.once("close", () => onward.destroy());
  call.pipe(onward);
}

/** The transfer encoding stays, so that the server sees where a body ends that has no length. */
function onwardHeaders(call: IncomingMessage, foreignCookies: readonly string[]) {
  const { cookie, ...headers } = endToEnd(call.headers);
  const cookies = withoutCookies(cookie ?? "", foreignCookies);
  return {
    ...headers,
    ...(cookies === "" ? {} : { cookie: cookies }),
    // Nobody's, when the caller has left already.
    "x-forwarded-for": call.socket.remoteAddress ?? "",
  };
}

function endToEnd(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !hopByHop.includes(name)));
}
