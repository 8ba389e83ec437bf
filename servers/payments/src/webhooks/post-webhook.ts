/**
 * One POST to a stranger's server: the address is resolved and checked first and then connected to as it was checked; redirects are
 * not followed, the answer is not read beyond a limit, and nobody is waited for longer than the time-out.
 */
import { lookup } from "node:dns/promises";
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { isPublicAddress } from "./public-address.ts";
import type { ReceiverAnswer } from "./webhook.ts";

export type PostWebhook = (
  url: string,
  message: { readonly headers: Readonly<Record<string, string>>; readonly body: string },
) => Promise<ReceiverAnswer>;

export type PostOptions = {
  /** Only for a demonstration or a shop on the same machine: plain http and non-public addresses are accepted. */
  readonly allowLoopback: boolean;
  readonly timeoutMs?: number;
};

const largestAnswer = 64 * 1024;

export function postWebhook({ allowLoopback, timeoutMs = 15_000 }: PostOptions): PostWebhook {
  return async (address, message) => {
    const url = URL.parse(address);
    if (
      url === null ||
      (url.protocol !== "https:" && !(allowLoopback && url.protocol === "http:"))
    ) {
      return { fault: "the address is not https" };
    }
    try {
      const { address: ip, family } = await lookup(url.hostname.replace(/^\[|\]$/g, ""));
      if (!allowLoopback && !isPublicAddress(ip)) return { fault: "the address is not public" };
      return await send(url, { ip, family }, { ...message, timeoutMs });
    } catch (error) {
      return { fault: error instanceof Error ? error.message.slice(0, 200) : "no answer" };
    }
  };
}

function send(
  url: URL,
  checked: { readonly ip: string; readonly family: number },
  message: {
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    readonly timeoutMs: number;
  },
): Promise<ReceiverAnswer> {
  const request = url.protocol === "https:" ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      {
        method: "POST",
        headers: { ...message.headers, "Content-Length": Buffer.byteLength(message.body) },
        signal: AbortSignal.timeout(message.timeoutMs),
        // Whatever the name resolves to by now, this connection goes where the check looked.
        lookup: (_name, options, answer) => {
          if (options.all === true) answer(null, [{ address: checked.ip, family: checked.family }]);
          else answer(null, checked.ip, checked.family);
        },
      },
      (incoming) => {
        const answer = { status: incoming.statusCode ?? 0 };
        let received = 0;
        incoming.on("data", (chunk: Buffer) => {
          received += chunk.length;
          if (received > largestAnswer) incoming.destroy();
        });
        incoming.on("close", () => resolve(answer));
        incoming.on("error", () => resolve(answer));
      },
    );
    outgoing.on("error", reject);
    outgoing.end(message.body);
  });
}
