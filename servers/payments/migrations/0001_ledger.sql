-- The ledger: accounts, and immutable transfers between two of them. It knows nothing of merchants, codes or orders.
-- tenant_id, the operator of the installation, is the first column of every key. Amounts are minor units.

create table payments.tenant (
  id integer primary key,
  name text not null
);

insert into payments.tenant (id, name) values (1, 'default');

create table payments.currency (
  code text primary key check (code ~ '^[A-Z]{3}$'),
  exponent smallint not null check (exponent between 0 and 4)
);

create table payments.account (
  tenant_id integer not null references payments.tenant (id),
  id uuid not null,
  owner_id uuid not null,
  kind text not null check (kind in ('wallet', 'merchant', 'issuer')),
  currency text not null references payments.currency (code),
  posted bigint not null default 0,
  held bigint not null default 0 check (held >= 0),
  floor bigint not null default 0,
  version bigint not null default 0,
  primary key (tenant_id, id),
  unique (tenant_id, owner_id, kind, currency),
  check (posted - held >= floor),
  check (kind <> 'wallet' or floor = 0)
) with (fillfactor = 50);

create table payments.transfer (
  tenant_id integer not null,
  id uuid not null,
  debit_account_id uuid not null,
  credit_account_id uuid not null,
  amount bigint not null check (amount > 0),
  currency text not null,
  kind text not null check (kind in ('pay', 'hold', 'capture', 'void', 'refund', 'top_up', 'fee', 'payout')),
  payment_id uuid,
  leg smallint not null default 0,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, payment_id, kind, leg),
  foreign key (tenant_id, debit_account_id) references payments.account (tenant_id, id),
  foreign key (tenant_id, credit_account_id) references payments.account (tenant_id, id),
  check (debit_account_id <> credit_account_id)
);

create index transfer_by_debit on payments.transfer (tenant_id, debit_account_id, id);
create index transfer_by_credit on payments.transfer (tenant_id, credit_account_id, id);

create table payments.hold (
  tenant_id integer not null,
  id uuid not null,
  account_id uuid not null,
  amount bigint not null check (amount > 0),
  expires_at timestamptz not null,
  resolved_at timestamptz,
  captured_by uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, account_id) references payments.account (tenant_id, id),
  foreign key (tenant_id, captured_by) references payments.transfer (tenant_id, id),
  check (captured_by is null or resolved_at is not null)
);
