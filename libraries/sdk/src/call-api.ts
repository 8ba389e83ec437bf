/** One call of the API and its outcome. The key goes into the request's header and nowhere else. */
import type { Problem } from "@scantill/contract/problem";
import { ScantillError } from "./scantill-error.ts";

export type ApiServer = {
  readonly server: URL;
  readonly apiKey: string;
  readonly timeoutMs: number;
};

export type ApiCall =
  | { readonly method: "GET"; readonly path: string }
  | {
      readonly method: "POST";
      readonly path: string;
      readonly body: unknown;
      readonly idempotencyKey: string;
    };

export type Outcome =
  | { readonly answer: unknown }
  /** `retryAfterMs` is null where trying again cannot help, 0 where the server did not say when. */
  | { readonly error: ScantillError; readonly retryAfterMs: number | null };

export async function callApi(api: ApiServer, call: ApiCall): Promise<Outcome> {
  try {
    const response = await fetch(addressOf(api.server, call.path), {
      method: call.method,
      headers: headersOf(api.apiKey, call),
      ...(call.method === "POST" ? { body: JSON.stringify(call.body) } : {}),
      // The key is for this server and no other.
      redirect: "manual",
      signal: AbortSignal.timeout(api.timeoutMs),
    });
    const text = await response.text();
    return outcomeOf(response, parsed(text));
  } catch (cause) {
    const error = new ScantillError("unreachable", "The payment server did not answer.", { cause });
    return { error, retryAfterMs: 0 };
  }
}

/** Below the server's address, whether or not that ends with a slash. */
function addressOf(server: URL, path: string): URL {
  return new URL(path, `${server.origin}${server.pathname.replace(/\/*$/, "/")}`);
}

function headersOf(apiKey: string, call: ApiCall): Record<string, string> {
  const headers = { Authorization: `Bearer ${apiKey}`, Accept: "application/json" };
  if (call.method === "GET") return headers;
  return {
    ...headers,
    "Content-Type": "application/json",
    "Idempotency-Key": call.idempotencyKey,
  };
}

function outcomeOf(response: Response, body: unknown): Outcome {
  if (response.ok && typeof body === "object" && body !== null) return { answer: body };
  const mayHelp = response.status === 429 || response.status >= 500;
  if (!isProblem(body)) {
    const sentence = `The payment server answered ${response.status} without a word of its own.`;
    const error = new ScantillError("unexpected_answer", sentence);
    return { error, retryAfterMs: mayHelp ? retryAfterMs(response) : null };
  }
  const error = new ScantillError(body.code, body.detail, { problem: body });
  return { error, retryAfterMs: mayHelp || body.retryable ? retryAfterMs(response) : null };
}

function retryAfterMs(response: Response): number {
  const seconds = Number(response.headers.get("Retry-After"));
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : 0;
}

function isProblem(body: unknown): body is Problem {
  return (
    typeof body === "object" &&
    body !== null &&
    "code" in body &&
    typeof body.code === "string" &&
    "detail" in body &&
    typeof body.detail === "string"
  );
}

/** Undefined for what is not JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
