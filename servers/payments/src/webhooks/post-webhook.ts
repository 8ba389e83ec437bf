/**
 * One POST to a stranger's server: its name is resolved and checked first, and only what was checked is connected to. Redirects are
 * not followed, the answer is read no further than a limit, and nobody is waited for longer than the time-out.
 */
import type { LookupAddress } from "node:dns";
import { lookup } from "node:dns/promises";
import { type RequestOptions, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isPublicAddress } from "./public-address.ts";
import type { ReceiverAnswer } from "./webhook.ts";

export type WebhookPost = {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export type PostWebhook = (url: string, message: WebhookPost) => Promise<ReceiverAnswer>;

export type PostOptions = {
  /** Only for a demonstration or a shop on the same machine: plain http and non-public addresses are accepted. */
  readonly allowLoopback: boolean;
  readonly timeoutMs?: number;
  readonly resolve?: (host: string) => Promise<readonly LookupAddress[]>;
};

const largestAnswer = 64 * 1024;

/** The function never rejects: whatever goes wrong out there is the receiver's answer. */
export function postWebhook({
  allowLoopback,
  timeoutMs = 15_000,
  resolve = (host) => lookup(host, { all: true }),
}: PostOptions): PostWebhook {
  return async (address, message) => {
    const url = URL.parse(address);
    if (url === null || !(url.protocol === "https:" || (allowLoopback && url.protocol === "http:")))
      return { fault: "the address is not https" };
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const addresses = await before(signal, resolve(url.hostname.replace(/^\[|\]$/g, "")));
      const isAllowed = allowLoopback || addresses.every((each) => isPublicAddress(each.address));
      if (!isAllowed || addresses.length === 0) return { fault: "the address is not public" };
      return await send(url, message, connectingTo(addresses, signal));
    } catch (error) {
      return { fault: signal.aborted ? "no answer in time" : faultOf(error) };
    }
  };
}

/** Whatever the name resolves to by now, each connection is a new one and goes where the check looked. */
function connectingTo(checked: readonly LookupAddress[], signal: AbortSignal): RequestOptions {
  return {
    method: "POST",
    agent: false,
    signal,
    lookup: (_host, { all }, answer) => {
      const [first] = checked;
      if (all === true) answer(null, [...checked]);
      else answer(null, first?.address ?? "", first?.family);
    },
  };
}

function send(url: URL, message: WebhookPost, options: RequestOptions): Promise<ReceiverAnswer> {
  const request = url.protocol === "https:" ? requestHttps : requestHttp;
  const headers = { ...message.headers, "Content-Length": Buffer.byteLength(message.body) };
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { ...options, headers }, (incoming) => {
      const answered = () => resolve({ status: incoming.statusCode ?? 0 });
      let received = 0;
      incoming.on("data", (chunk: Buffer) => {
        received += chunk.length;
        if (received > largestAnswer) incoming.destroy();
      });
      // The status is the answer; how the rest of it ends does not matter.
      incoming.on("error", answered).on("close", answered);
      outgoing.off("error", reject).on("error", answered);
    });
    outgoing.on("error", reject);
    outgoing.end(message.body);
  });
}

/** What works, or the signal's reason, whichever comes first. */
function before<Result>(signal: AbortSignal, work: Promise<Result>): Promise<Result> {
  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
  return Promise.race([work, aborted]);
}

/** Short enough to be kept, and what a merchant needs to mend it: `ECONNREFUSED`, `CERT_HAS_EXPIRED`, … */
function faultOf(error: unknown): string {
  if (!(error instanceof Error)) return "no answer";
  const code = "code" in error && typeof error.code === "string" ? error.code : error.message;
  return code.slice(0, 200) || "no answer";
}
