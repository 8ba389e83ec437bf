-- Where paid things go. The payer's phone hands the address over with the payment; we ask for it once that is approved.

alter table shop.order
  add column collects_address boolean not null default false;

create table shop.delivery (
  tenant_id integer not null,
  order_id uuid not null,
  payment_id text not null,
  -- Null until it was asked for, and for a payment that came without.
  address jsonb,
  -- When it is asked for (again); moved on before each attempt.
  due_at timestamptz not null default now(),
  fetched_at timestamptz,
  primary key (tenant_id, order_id, payment_id),
  foreign key (tenant_id, order_id) references shop.order (tenant_id, id),
  check (address is null or fetched_at is not null)
);

create index delivery_to_fetch on shop.delivery (tenant_id, due_at) where fetched_at is null;
