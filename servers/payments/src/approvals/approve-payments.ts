/**
 * The heart: one transaction for a batch of approvals. Lock, decide, write, and answer each with its verdict. A single approval is
 * a batch of one. Statements that do not need each other's results travel together.
 */
import { lockCodesOfRequests, saveCodes } from "#codes";
import { recordEvents } from "#events";
import { lockAccounts, postTransfers } from "#ledger";
import { lockPaymentRequests, readClock, savePaymentRequests } from "#payment-requests";
import { lockPayments, savePayments } from "#payments";
import type { TenantTx } from "#tenant";
import { savePasskeyUses } from "#wallets";
import {
  type Approval,
  type ApprovalWorld,
  type BatchDecision,
  decideApprovals,
  payeeAccountKey,
  payerAccountKey,
  type Verdict,
} from "./approval.ts";
import { insertRefusedAttempts, listRefusedAttempts } from "./approval-store.ts";

export async function approvePayments(
  tx: TenantTx,
  approvals: readonly Approval[],
): Promise<readonly Verdict[]> {
  const decision = decideApprovals(approvals, await lockWorld(tx, approvals));
  await writeDecision(tx, decision, approvals);
  return decision.verdicts;
}

async function lockWorld(tx: TenantTx, approvals: readonly Approval[]): Promise<ApprovalWorld> {
  const requestIds = [...new Set(approvals.map((approval) => approval.requestId))];
  const paymentIds = [...new Set(approvals.map((approval) => approval.paymentId))];
  const accountKeys = approvals.flatMap((approval) => [
    payerAccountKey(approval),
    payeeAccountKey(approval),
  ]);
  const [requests, codes, payments, accounts, refusedAttempts, now] = await Promise.all([
    lockPaymentRequests(tx, requestIds),
    lockCodesOfRequests(tx, requestIds),
    lockPayments(tx, paymentIds),
    lockAccounts(tx, accountKeys),
    listRefusedAttempts(tx, paymentIds),
    readClock(tx),
  ]);
  return { requests, codes, payments, accounts, refusedAttempts, now };
}

async function writeDecision(
  tx: TenantTx,
  decision: BatchDecision,
  approvals: readonly Approval[],
): Promise<void> {
  // Only what was approved just now has had its signature checked; a repeated attempt may carry anything.
  const acceptedProofs = new Set(decision.payments.map(({ proof }) => proof));
  const accepted = approvals.filter(({ proof }) => acceptedProofs.has(proof));
  const passkeyUses = accepted.flatMap(({ passkeyUse }) => passkeyUse ?? []);
  await Promise.all([
    savePaymentRequests(tx, decision.requests),
    saveCodes(tx, decision.codes),
    savePayments(tx, decision.payments),
    postTransfers(tx, decision.transfers),
    insertRefusedAttempts(tx, decision.refusedAttempts),
    recordEvents(tx, decision.events),
    savePasskeyUses(tx, passkeyUses),
  ]);
}
