-- Letters to shoppers. One is written down together with what it tells, and sent later, as often as it takes.

alter table shop.order
  -- Where the receipt goes; null for whoever wants none.
  add column email text check (length(email) <= 254);

create table shop.mail (
  tenant_id integer not null,
  order_id uuid not null,
  kind text not null check (kind in ('order_paid')),
  attempts smallint not null default 0,
  -- When it is tried (again); moved on before each attempt, so that two processes do not send the same letter.
  due_at timestamptz not null default now(),
  sent_at timestamptz,
  given_up_at timestamptz,
  primary key (tenant_id, order_id, kind),
  foreign key (tenant_id, order_id) references shop.order (tenant_id, id),
  check (sent_at is null or given_up_at is null)
);

create index mail_to_send on shop.mail (tenant_id, due_at)
  where sent_at is null and given_up_at is null;
