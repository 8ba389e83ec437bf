/**
 * One effect for a write that is sent more than once. The answer is stored in the transaction that does the work: a crash before
 * the commit leaves nothing, and of two calls at once the later waits for the database and then repeats the earlier's answer.
 */
import { createHash } from "node:crypto";
import { type CanonicalValue, canonicalJson } from "@scantill/contract/canonical-json";
import type { Id } from "@scantill/service-kit/ids";
import { refuse } from "#refuse";
import { type TenantDatabase, type TenantTx, transact } from "#tenant";
import { findAnswer, insertAnswer } from "./idempotency-store.ts";
import type { IdempotentCall } from "./idempotent-call.ts";

export { deleteOldAnswers } from "./idempotency-store.ts";
export type { IdempotentCall } from "./idempotent-call.ts";

export type Outcome<Fresh> =
  | { readonly isReplay: false; readonly fresh: Fresh }
  | { readonly isReplay: true; readonly answer: unknown };

export function idempotentCall(
  merchantId: Id<"mer">,
  route: string,
  key: string | undefined,
  body: CanonicalValue,
): IdempotentCall {
  if (key === undefined || key.length < 1 || key.length > 255) refuse("idempotency_key_required");
  return {
    merchantId,
    route,
    key,
    requestHash: createHash("sha256").update(canonicalJson(body)).digest(),
  };
}

/** Does the work and stores its answer, which must hold no secrets, or finds the answer of the first time. */
export async function onlyOnce<Fresh>(
  database: TenantDatabase,
  call: IdempotentCall,
  work: (tx: TenantTx) => Promise<{ readonly fresh: Fresh; readonly answer: unknown }>,
): Promise<Outcome<Fresh>> {
  const earlier = await findOutcome(database, call);
  if (earlier !== null) return earlier;
  try {
    const { fresh } = await transact(database, async (tx) => {
      const done = await work(tx);
      await insertAnswer(tx, call, done.answer);
      return done;
    });
    return { isReplay: false, fresh };
  } catch (error) {
    // The same call may have been first in the meantime: then its answer is ours.
    const first = await findOutcome(database, call);
    if (first !== null) return first;
    throw error;
  }
}

async function findOutcome(
  database: TenantDatabase,
  call: IdempotentCall,
): Promise<{ readonly isReplay: true; readonly answer: unknown } | null> {
  const found = await findAnswer(database, call);
  if (found === null) return null;
  if (!found.requestHash.equals(call.requestHash)) refuse("idempotency_key_reused");
  return { isReplay: true, answer: found.answer };
}
