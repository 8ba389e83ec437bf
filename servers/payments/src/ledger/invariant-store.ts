/**
 * The invariants as SQL: each query counts the rows that break one. They read across slices on purpose, since they say what must
 * hold between them.
 */
import type { Reader } from "#tenant";

export type Invariant = {
  readonly id: string;
  readonly title: string;
  readonly countViolations: () => Promise<number>;
};

type CountRow = { readonly violations: bigint };

export function listInvariants({ sql, tenantId }: Reader): readonly Invariant[] {
  const count = (query: () => PromiseLike<readonly CountRow[]>) => async () => {
    const [row] = await query();
    if (row === undefined) throw new Error("a count without a row");
    return Number(row.violations);
  };
  return [
    {
      id: "I1",
      title: "money is neither made nor lost, and transfers keep to one currency",
      countViolations: count(
        () => sql<CountRow[]>`
          select
            (select count(*) from (
              select currency from payments.account where tenant_id = ${tenantId} group by currency having sum(posted) <> 0
            ) unbalanced)
            + (select count(*) from payments.transfer t
              join payments.account d on d.tenant_id = t.tenant_id and d.id = t.debit_account_id
              join payments.account c on c.tenant_id = t.tenant_id and c.id = t.credit_account_id
              where t.tenant_id = ${tenantId} and (d.currency <> t.currency or c.currency <> t.currency)
            ) as violations`,
      ),
    },
    {
      id: "I2",
      title: "every balance is the sum of its transfers, and what is held is the sum of open holds",
      countViolations: count(
        () => sql<CountRow[]>`
          with entries as (
            select credit_account_id as account_id, amount from payments.transfer where tenant_id = ${tenantId}
            union all
            select debit_account_id, -amount from payments.transfer where tenant_id = ${tenantId}
          ),
          sums as (select account_id, sum(amount) as posted from entries group by account_id),
          holds as (
            select account_id, sum(amount) as held
            from payments.hold
            where tenant_id = ${tenantId} and resolved_at is null
            group by account_id
          )
          select count(*) as violations
          from payments.account a
          left join sums on sums.account_id = a.id
          left join holds on holds.account_id = a.id
          where a.tenant_id = ${tenantId}
            and (a.posted <> coalesce(sums.posted, 0) or a.held <> coalesce(holds.held, 0))`,
      ),
    },
    {
      id: "I3",
      title: "no account is below its floor",
      countViolations: count(
        () => sql<CountRow[]>`
          select count(*) as violations
          from payments.account
          where tenant_id = ${tenantId} and posted - held < floor`,
      ),
    },
    {
      id: "I4",
      title: "a payment has exactly one pay transfer if and only if it is approved, and they agree",
      countViolations: count(
        () => sql<CountRow[]>`
          with paid as (
            select t.payment_id, count(*) as transfers, min(t.amount) as amount, min(t.currency) as currency,
              (array_agg(d.owner_id))[1] as payer_id, (array_agg(c.owner_id))[1] as payee_id
            from payments.transfer t
            join payments.account d on d.tenant_id = t.tenant_id and d.id = t.debit_account_id
            join payments.account c on c.tenant_id = t.tenant_id and c.id = t.credit_account_id
            where t.tenant_id = ${tenantId} and t.kind = 'pay'
            group by t.payment_id
          ),
          approved as (
            select p.id, p.amount, p.currency, p.wallet_id, r.merchant_id
            from payments.payment p
            join payments.payment_request r on r.tenant_id = p.tenant_id and r.id = p.request_id
            where p.tenant_id = ${tenantId} and p.status = 'approved'
          )
          select count(*) as violations
          from approved
          full join paid on paid.payment_id = approved.id
          where approved.id is null
            or paid.payment_id is null
            or paid.transfers <> 1
            or paid.amount <> approved.amount
            or paid.currency <> approved.currency
            or paid.payer_id <> approved.wallet_id
            or paid.payee_id <> approved.merchant_id`,
      ),
    },
    {
      id: "I7",
      title:
        "the events of every request are numbered 1..n without gaps, and its state has its event",
      countViolations: count(
        () => sql<CountRow[]>`
          with numbered as (
            select request_id, count(*) as events, min(seq) as lowest, max(seq) as highest,
              count(*) filter (where type = 'request.paid') as paid,
              count(*) filter (where type = 'request.expired') as expired,
              count(*) filter (where type = 'request.cancelled') as cancelled
            from payments.event
            where tenant_id = ${tenantId}
            group by request_id
          )
          select count(*) as violations
          from payments.payment_request r
          left join numbered n on n.request_id = r.id
          where r.tenant_id = ${tenantId}
            and (
              n.events is null
              or n.lowest <> 1
              or n.highest <> n.events
              or n.events <> r.event_count
              or (r.status = 'paid' and n.paid <> 1)
              or (r.status <> 'paid' and n.paid <> 0)
              or (r.status = 'expired' and n.expired = 0)
              or (r.status = 'cancelled' and n.cancelled = 0)
            )`,
      ),
    },
    {
      id: "I11",
      title: "a request is paid exactly when all its codes are, and its codes add up to it",
      countViolations: count(
        () => sql<CountRow[]>`
          with codes as (
            select c.request_id, sum(c.amount) as amount, bool_and(c.status = 'paid') as all_paid,
              coalesce(sum(c.amount) filter (where c.status = 'paid'), 0) as paid_amount
            from payments.code c
            join payments.payment_request r
              on r.tenant_id = c.tenant_id and r.id = c.request_id and r.revision = c.revision
            where c.tenant_id = ${tenantId}
            group by c.request_id
          )
          select count(*) as violations
          from payments.payment_request r
          left join codes on codes.request_id = r.id
          where r.tenant_id = ${tenantId}
            and (
              codes.amount is null
              or codes.amount <> r.amount
              or codes.paid_amount <> r.paid_amount
              or codes.all_paid <> (r.status = 'paid')
            )`,
      ),
    },
  ];
}
