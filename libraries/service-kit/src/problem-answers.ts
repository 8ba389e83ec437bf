/**
 * Every error answer of a server in one shape, RFC 9457 `application/problem+json`: a refusal by its table, a fault as 503, a bug
 * as 500 without a word about its insides.
 */
import { randomUUID } from "node:crypto";
import type { Context, Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { isConnectionFault, isOutOfPatience } from "./database.ts";
import { Refusal } from "./refusal.ts";

type RefusalText = {
  readonly status: number;
  readonly sentence: string;
  readonly retryable?: true;
};

/**
 * Must hold the codes not_found, method_not_allowed, malformed_json, service_unavailable and internal_error, and
 * unsupported_media_type where validators look at media types.
 */
export type Refusals = { readonly [code: string]: RefusalText };

export type ProblemOptions = {
  readonly refusals: Refusals;
  /** Told about every fault and bug, never about a refusal. */
  readonly logError: (error: unknown, requestId: string) => void;
};

const codesOfBodies: Readonly<Record<number, string>> = {
  400: "malformed_json",
  415: "unsupported_media_type",
};
const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

/** Makes the app answer refusals, faults, bugs, unknown addresses and wrong methods as problems. */
// biome-ignore lint/suspicious/noExplicitAny: an app with any environment is welcome, and Hono's environment is invariant
export function answerProblems(app: Hono<any>, { refusals, logError }: ProblemOptions): void {
  app.onError((error, context) => {
    const requestId = randomUUID();
    const refusal = refusalOf(error);
    if (refusal === null) logError(error, requestId);
    return problem(context, refusals, requestId, refusal ?? new Refusal(codeOfFailure(error)));
  });
  app.notFound((context) => {
    const allowed = methods.filter((method) => isAnswered(app, method, context.req.path));
    if (allowed.length > 0) context.header("Allow", allowed.join(", "));
    return problem(
      context,
      refusals,
      randomUUID(),
      new Refusal(allowed.length > 0 ? "method_not_allowed" : "not_found"),
    );
  });
}

function problem(
  context: Context,
  refusals: Refusals,
  requestId: string,
  refusal: Refusal,
): Response {
  const text = refusals[refusal.code];
  if (text === undefined) throw new Error(`refusal code without a table entry: ${refusal.code}`);
  const retryable = text.retryable === true;
  const retryAfter = refusal.retryAfterSeconds ?? (retryable ? 1 : null);
  const body = {
    type: `urn:scantill:problem:${refusal.code}`,
    title: refusal.code.replaceAll("_", " "),
    status: text.status,
    code: refusal.code,
    detail: text.sentence,
    requestId,
    retryable,
    errors: refusal.errors,
  };
  const headers: Record<string, string> = {
    "Content-Type": "application/problem+json",
    "Cache-Control": "no-store",
  };
  if (retryAfter !== null) headers["Retry-After"] = String(retryAfter);
  return context.newResponse(JSON.stringify(body), text.status as 400, headers);
}

function refusalOf(error: Error): Refusal | null {
  if (error instanceof Refusal) return error;
  // Hono's own validators answer a body that they cannot take this way.
  const code = error instanceof HTTPException ? codesOfBodies[error.status] : undefined;
  return code === undefined ? null : new Refusal(code);
}

function codeOfFailure(error: unknown): string {
  return isConnectionFault(error) || isOutOfPatience(error)
    ? "service_unavailable"
    : "internal_error";
}

// biome-ignore lint/suspicious/noExplicitAny: see answerProblems
function isAnswered(app: Hono<any>, method: string, path: string): boolean {
  const [handlers] = app.router.match(method, path);
  return handlers.some(([[, route]]) => route.method !== "ALL");
}
