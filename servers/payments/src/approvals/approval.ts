/**
 * The decision about a batch of approvals, as a pure fold: given what is locked in the database, what becomes of each approval,
 * and what has to be written. The order of the checks is: the code, the document, the proof, the money.
 */
import type { RefusalCode } from "@scantill/contract/refusals";
import type { Id } from "@scantill/service-kit/ids";
import { type Code, type CodeId, paid } from "#codes/rules";
import { type NewEvent, withEvent } from "#events/rules";
import {
  type Account,
  type AccountKey,
  accountKeyText,
  canGive,
  type Transfer,
} from "#ledger/rules";
import {
  afterPayment,
  type PaymentRequest,
  type RequestId,
  refusalToPay,
} from "#payment-requests/rules";
import {
  type AttemptId,
  challengeOf,
  codesOf,
  documentOf,
  type Payment,
  type PaymentId,
  type StoredProof,
} from "#payments/rules";

export type PasskeyUse = { readonly credentialId: string; readonly signCount: number };

/** One approval that a phone has sent. Its signature has been checked before, since that needs no lock. */
export type Approval = {
  readonly paymentId: PaymentId;
  readonly requestId: RequestId;
  readonly attemptId: AttemptId;
  readonly walletId: Id<"wal">;
  readonly merchantId: Id<"mer">;
  readonly currency: string;
  readonly proof: StoredProof;
  /** The challenge that was signed, in base64url. */
  readonly signedChallenge: string;
  /** What is wrong with the proof itself, or null. */
  readonly proofRefusal: RefusalCode | null;
  /** What the passkey claims to have counted, to be believed only once approved; null where none was used. */
  readonly passkeyUse: PasskeyUse | null;
  /** Made before the first try, so that a try whose outcome got lost can be repeated without doing anything twice. */
  readonly transferId: Id<"tr">;
};

export type Verdict =
  | { readonly isApproved: true }
  | { readonly isApproved: false; readonly refusal: RefusalCode };

/** What a decision rests on: rows that are locked, and the database's clock. */
export type ApprovalWorld = {
  readonly requests: readonly PaymentRequest[];
  readonly codes: readonly Code[];
  readonly payments: readonly Payment[];
  readonly accounts: ReadonlyMap<string, Account>;
  readonly refusedAttempts: readonly RefusedAttempt[];
  readonly now: Date;
};

export type RefusedAttempt = {
  readonly paymentId: PaymentId;
  readonly attemptId: AttemptId;
  readonly refusal: RefusalCode;
};

export type BatchDecision = {
  /** In the order of the approvals. */
  readonly verdicts: readonly Verdict[];
  readonly requests: readonly PaymentRequest[];
  readonly codes: readonly Code[];
  readonly payments: readonly Payment[];
  readonly transfers: readonly Transfer[];
  readonly refusedAttempts: readonly RefusedAttempt[];
  readonly events: readonly NewEvent[];
};

export function payerAccountKey(approval: Approval): AccountKey {
  return { ownerId: approval.walletId, kind: "wallet", currency: approval.currency };
}

export function payeeAccountKey(approval: Approval): AccountKey {
  return { ownerId: approval.merchantId, kind: "merchant", currency: approval.currency };
}

export function decideApprovals(
  approvals: readonly Approval[],
  world: ApprovalWorld,
): BatchDecision {
  const batch = openBatch(world);
  const verdicts = approvals.map((approval) => {
    const verdict = earlierVerdict(approval, batch);
    if (verdict !== null) return verdict;
    const refusal = refusalToApprove(approval, batch);
    return refusal === null ? approve(approval, batch) : refuseAttempt(approval, refusal, batch);
  });
  return {
    verdicts,
    requests: changed(batch.requests),
    codes: changed(batch.codes),
    payments: changed(batch.payments),
    transfers: batch.transfers,
    refusedAttempts: batch.newRefusals,
    events: batch.events,
  };
}

/** Rows by id, remembering which of them have changed. */
type Rows<Key, Row> = { readonly rows: Map<Key, Row>; readonly changedKeys: Set<Key> };

/** The world as the batch leaves it so far: what one approval takes, the next no longer finds. */
type Batch = {
  readonly requests: Rows<RequestId, PaymentRequest>;
  readonly codes: Rows<CodeId, Code>;
  readonly payments: Rows<PaymentId, Payment>;
  readonly accounts: Map<string, Account>;
  readonly refusals: Map<string, RefusalCode>;
  readonly codesOfRequest: ReadonlyMap<RequestId, readonly CodeId[]>;
  readonly now: Date;
  readonly transfers: Transfer[];
  readonly newRefusals: RefusedAttempt[];
  readonly events: NewEvent[];
};

function openBatch(world: ApprovalWorld): Batch {
  const codesOfRequest = new Map<RequestId, CodeId[]>();
  for (const code of world.codes) {
    const ids = codesOfRequest.get(code.requestId) ?? [];
    ids.push(code.id);
    codesOfRequest.set(code.requestId, ids);
  }
  return {
    requests: indexById(world.requests),
    codes: indexById(world.codes),
    payments: indexById(world.payments),
    accounts: new Map(world.accounts),
    refusals: new Map(
      world.refusedAttempts.map((refused) => [attemptKey(refused), refused.refusal]),
    ),
    codesOfRequest,
    now: world.now,
    transfers: [],
    newRefusals: [],
    events: [],
  };
}

/** The verdict that this very attempt was given before, or null. */
function earlierVerdict(approval: Approval, batch: Batch): Verdict | null {
  const payment = batch.payments.rows.get(approval.paymentId);
  if (payment !== undefined && isApprovedBy(payment, approval)) return { isApproved: true };
  const refusal = batch.refusals.get(attemptKey(approval));
  return refusal === undefined ? null : { isApproved: false, refusal };
}

/** Whether this wallet has paid with this very attempt. */
export function isApprovedBy(
  payment: Payment,
  { attemptId, walletId }: Pick<Approval, "attemptId" | "walletId">,
): boolean {
  return (
    payment.status === "approved" &&
    payment.attempt?.id === attemptId &&
    payment.walletId === walletId
  );
}

function refusalToApprove(approval: Approval, batch: Batch): RefusalCode | null {
  const { request, codes, payment } = rowsFor(approval, batch);
  if (payment.status !== "awaiting_approval") return "payment_not_awaiting";
  if (payment.attempt?.id !== approval.attemptId || payment.walletId !== approval.walletId)
    return "approval_not_started";
  for (const code of codes) {
    const refusal = refusalToPay(code, request, payment, batch.now);
    if (refusal !== null) return refusal;
  }
  if (payment.attempt.approveBy <= batch.now) return "approval_expired";
  const document = documentOf(payment, request, codes);
  if (document === null || challengeOf(document) !== approval.signedChallenge)
    return "document_mismatch";
  if (approval.proofRefusal !== null) return approval.proofRefusal;
  const payer = batch.accounts.get(accountKeyText(payerAccountKey(approval)));
  return payer !== undefined && canGive(payer, payment.amount) ? null : "balance_too_low";
}

function approve(approval: Approval, batch: Batch): Verdict {
  const { request, codes, payment } = rowsFor(approval, batch);
  batch.transfers.push(moveMoney(approval, payment.amount, batch));
  for (const code of codes) change(batch.codes, code.id, paid(code, payment.id, batch.now));
  change(batch.payments, payment.id, {
    ...payment,
    status: "approved",
    approvedAt: batch.now,
    proof: approval.proof,
  });

  const facts = { codeIds: payment.codeIds, paymentId: payment.id, amount: payment.amount };
  const after = afterPayment(request, allCodes(request.id, batch), batch.now);
  const codePaid = withEvent(after, "code.paid", facts);
  const requestPaid = withEvent(
    codePaid.subject,
    after.status === "paid" ? "request.paid" : "request.partly_paid",
    facts,
  );
  batch.events.push(codePaid.event, requestPaid.event);
  change(batch.requests, request.id, requestPaid.subject);
  return { isApproved: true };
}

function refuseAttempt(approval: Approval, refusal: RefusalCode, batch: Batch): Verdict {
  // An attempt that nobody started is nothing to remember.
  if (refusal === "approval_not_started") return { isApproved: false, refusal };
  const { request, payment } = rowsFor(approval, batch);
  const refused = { paymentId: approval.paymentId, attemptId: approval.attemptId, refusal };
  batch.refusals.set(attemptKey(refused), refusal);
  batch.newRefusals.push(refused);
  if (payment.status === "awaiting_approval" && payment.attempt?.id === approval.attemptId) {
    const { subject, event } = withEvent(request, "payment.refused", {
      codeIds: payment.codeIds,
      paymentId: payment.id,
    });
    change(batch.payments, payment.id, { ...payment, attempt: null });
    change(batch.requests, request.id, subject);
    batch.events.push(event);
  }
  return { isApproved: false, refusal };
}

function moveMoney(approval: Approval, amount: bigint, batch: Batch): Transfer {
  const payer = account(payerAccountKey(approval), batch);
  const payee = account(payeeAccountKey(approval), batch);
  batch.accounts.set(accountKeyText(payer), { ...payer, posted: payer.posted - amount });
  batch.accounts.set(accountKeyText(payee), { ...payee, posted: payee.posted + amount });
  return {
    id: approval.transferId,
    debitAccountId: payer.id,
    creditAccountId: payee.id,
    amount,
    currency: approval.currency,
    kind: "pay",
    paymentId: approval.paymentId,
  };
}

function rowsFor(approval: Approval, batch: Batch) {
  const request = batch.requests.rows.get(approval.requestId);
  const payment = batch.payments.rows.get(approval.paymentId);
  if (request === undefined || payment === undefined)
    throw new Error("an approval of a payment that was never begun");
  return { request, payment, codes: codesOf(payment, allCodes(request.id, batch)) };
}

function allCodes(requestId: RequestId, batch: Batch): readonly Code[] {
  return (batch.codesOfRequest.get(requestId) ?? []).flatMap(
    (id) => batch.codes.rows.get(id) ?? [],
  );
}

function account(key: AccountKey, batch: Batch): Account {
  const existing = batch.accounts.get(accountKeyText(key));
  if (existing === undefined) throw new Error(`there is no ${key.kind} account in ${key.currency}`);
  return existing;
}

/** One attempt as one text: the same attempt in one batch is one. */
export function attemptKey({
  paymentId,
  attemptId,
}: {
  readonly paymentId: PaymentId;
  readonly attemptId: AttemptId;
}): string {
  return `${paymentId} ${attemptId}`;
}

function indexById<Key, Row extends { readonly id: Key }>(rows: readonly Row[]): Rows<Key, Row> {
  return { rows: new Map(rows.map((row) => [row.id, row])), changedKeys: new Set() };
}

function change<Key, Row>(rows: Rows<Key, Row>, key: Key, row: Row): void {
  rows.rows.set(key, row);
  rows.changedKeys.add(key);
}

function changed<Key, Row>({ rows, changedKeys }: Rows<Key, Row>): readonly Row[] {
  return [...changedKeys].flatMap((key) => rows.get(key) ?? []);
}
