/** The ledger's SQL. Transfers are only ever inserted; accounts change by the summed deltas of the transfers beside them. */
import { columnsOf } from "@scantill/service-kit/database";
import { fromUuid, newUuid, toUuid } from "@scantill/service-kit/ids";
import type { Reader, TenantTx } from "#tenant";
import {
  type Account,
  type AccountId,
  type AccountKey,
  type AccountKind,
  ownerPrefixes,
  type Transfer,
} from "./transfer.ts";

type AccountRow = {
  readonly id: string;
  readonly owner_id: string;
  readonly kind: AccountKind;
  readonly currency: string;
  readonly posted: bigint;
  readonly held: bigint;
  readonly floor: bigint;
};

export async function upsertCurrencies(
  tx: TenantTx,
  currencies: readonly { readonly code: string; readonly exponent: number }[],
): Promise<void> {
  const { smallint, text } = columnsOf(tx.sql, currencies);
  await tx.sql`
    insert into payments.currency (code, exponent)
    select code, exponent
    from unnest(
      ${text(({ code }) => code)},
      ${smallint(({ exponent }) => exponent)}
    ) as c (code, exponent)
    on conflict (code) do nothing`;
}

export async function insertAccount(
  tx: TenantTx,
  account: AccountKey,
  floor: bigint,
): Promise<void> {
  await tx.sql`
    insert into payments.account (tenant_id, id, owner_id, kind, currency, floor)
    values (${tx.tenantId}, ${newUuid()}, ${toUuid(account.ownerId)}, ${account.kind}, ${account.currency}, ${floor})
    on conflict (tenant_id, owner_id, kind, currency) do nothing`;
}

/** In id order, so that no two transactions wait for each other in a circle. */
export async function lockAccountRows(
  tx: TenantTx,
  keys: readonly AccountKey[],
): Promise<readonly Account[]> {
  const { text, uuid } = columnsOf(tx.sql, keys);
  const rows = await tx.sql<AccountRow[]>`
    select a.id, a.owner_id, a.kind, a.currency, a.posted, a.held, a.floor
    from payments.account a
    join unnest(
      ${uuid((key) => toUuid(key.ownerId))},
      ${text((key) => key.kind)},
      ${text((key) => key.currency)}
    ) as wanted (owner_id, kind, currency)
      on a.owner_id = wanted.owner_id and a.kind = wanted.kind and a.currency = wanted.currency
    where a.tenant_id = ${tx.tenantId}
    order by a.id
    for update of a`;
  return rows.map(toAccount);
}

export async function listAccountRows(
  reader: Reader,
  owner: Omit<AccountKey, "currency">,
): Promise<readonly Account[]> {
  const rows = await reader.sql<AccountRow[]>`
    select id, owner_id, kind, currency, posted, held, floor
    from payments.account
    where tenant_id = ${reader.tenantId}
      and owner_id = ${toUuid(owner.ownerId)}
      and kind = ${owner.kind}
    order by currency`;
  return rows.map(toAccount);
}

export async function insertTransfers(tx: TenantTx, transfers: readonly Transfer[]): Promise<void> {
  const { bigint, text, uuid } = columnsOf(tx.sql, transfers);
  await tx.sql`
    insert into payments.transfer
      (tenant_id, id, debit_account_id, credit_account_id, amount, currency, kind, payment_id)
    select ${tx.tenantId}, t.id, t.debit_account_id, t.credit_account_id, t.amount, t.currency, t.kind, t.payment_id
    from unnest(
      ${uuid((transfer) => toUuid(transfer.id))},
      ${uuid((transfer) => toUuid(transfer.debitAccountId))},
      ${uuid((transfer) => toUuid(transfer.creditAccountId))},
      ${bigint((transfer) => transfer.amount)},
      ${text((transfer) => transfer.currency)},
      ${text((transfer) => transfer.kind)},
      ${uuid((transfer) => (transfer.paymentId === null ? null : toUuid(transfer.paymentId)))}
    ) as t (id, debit_account_id, credit_account_id, amount, currency, kind, payment_id)`;
}

/** Returns how many accounts were changed. */
export async function applyDeltas(
  tx: TenantTx,
  deltas: ReadonlyMap<AccountId, bigint>,
): Promise<number> {
  const { bigint, uuid } = columnsOf(tx.sql, [...deltas]);
  const changed = await tx.sql`
    update payments.account a
    set posted = a.posted + d.delta, version = a.version + 1
    from unnest(
      ${uuid(([id]) => toUuid(id))},
      ${bigint(([, delta]) => delta)}
    ) as d (id, delta)
    where a.tenant_id = ${tx.tenantId} and a.id = d.id`;
  return changed.count;
}

function toAccount(row: AccountRow): Account {
  return {
    id: fromUuid("acc", row.id),
    ownerId: fromUuid(ownerPrefixes[row.kind], row.owner_id),
    kind: row.kind,
    currency: row.currency,
    posted: row.posted,
    held: row.held,
    floor: row.floor,
  };
}
