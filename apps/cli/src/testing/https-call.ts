/** Calls an https address as a careful client would: the certificate must be the given one, and good for the address. */
import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { type RequestOptions, request } from "node:https";
import { text } from "node:stream/consumers";

type Call = Pick<RequestOptions, "method" | "headers"> & {
  readonly certificate: string;
  readonly body?: string;
};

/** The answer as soon as its head is there. */
export async function openCall(
  url: string,
  { certificate, body, ...options }: Call,
): Promise<IncomingMessage> {
  const call = request(url, { ...options, ca: certificate, agent: false });
  const answered = once(call, "response");
  call.end(body);
  const [answer] = await answered;
  return answer;
}

export async function httpsCall(url: string, call: Call) {
  const answer = await openCall(url, call);
  return { status: answer.statusCode, headers: answer.headers, body: await text(answer) };
}
