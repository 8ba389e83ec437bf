/** The SQL of verdicts that said no. */

import type { RefusalCode } from "@scantill/contract/refusals";
import { columnsOf } from "@scantill/service-kit/database";
import { fromUuid, toUuid } from "@scantill/service-kit/ids";
import type { AttemptId, PaymentId } from "#payments/rules";
import type { Reader, TenantTx } from "#tenant";
import type { RefusedAttempt } from "./approval.ts";

type RefusedAttemptRow = {
  readonly payment_id: string;
  readonly attempt_id: string;
  readonly refusal: RefusalCode;
};

export async function listRefusedAttempts(
  reader: Reader,
  paymentIds: readonly PaymentId[],
): Promise<readonly RefusedAttempt[]> {
  const rows = await reader.sql<RefusedAttemptRow[]>`
    select payment_id, attempt_id, refusal
    from payments.refused_attempt
    where tenant_id = ${reader.tenantId} and payment_id = any(${paymentIds.map(toUuid)}::uuid[])`;
  return rows.map((row) => ({
    paymentId: fromUuid("pay", row.payment_id),
    attemptId: fromUuid("att", row.attempt_id),
    refusal: row.refusal,
  }));
}

/** What this attempt was refused with before, or null. */
export async function findRefusal(
  reader: Reader,
  paymentId: PaymentId,
  attemptId: AttemptId,
): Promise<RefusalCode | null> {
  const refused = await listRefusedAttempts(reader, [paymentId]);
  return refused.find((one) => one.attemptId === attemptId)?.refusal ?? null;
}

export async function insertRefusedAttempts(
  tx: TenantTx,
  refused: readonly RefusedAttempt[],
): Promise<void> {
  if (refused.length === 0) return;
  const { text, uuid } = columnsOf(tx.sql, refused);
  await tx.sql`
    insert into payments.refused_attempt (tenant_id, payment_id, attempt_id, refusal)
    select ${tx.tenantId}, payment_id, attempt_id, refusal
    from unnest(
      ${uuid(({ paymentId }) => toUuid(paymentId))},
      ${uuid(({ attemptId }) => toUuid(attemptId))},
      ${text(({ refusal }) => refusal)}
    ) as r (payment_id, attempt_id, refusal)`;
}
