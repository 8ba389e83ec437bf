-- What happened, recorded in the transaction that made it happen, and who has yet to be told.

create table payments.event (
  tenant_id integer not null,
  id uuid not null,
  request_id uuid not null,
  merchant_id uuid not null,
  -- 1..n without gaps, per payment request.
  seq integer not null check (seq > 0),
  type text not null,
  payload jsonb not null,
  -- The moment, not the transaction's beginning: a later sequence is never older.
  created_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id),
  unique (tenant_id, request_id, seq),
  foreign key (tenant_id, request_id) references payments.payment_request (tenant_id, id)
);

create table payments.webhook_endpoint (
  tenant_id integer not null,
  id uuid not null,
  merchant_id uuid not null,
  url text not null,
  -- The newest secret signs first; during a rotation the older one signs too.
  secret_sealed bytea not null,
  old_secret_sealed bytea,
  switched_off_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, merchant_id, url),
  foreign key (tenant_id, merchant_id) references payments.merchant (tenant_id, id)
);

create table payments.delivery (
  tenant_id integer not null,
  endpoint_id uuid not null,
  event_id uuid not null,
  status text not null default 'pending' check (status in ('pending', 'delivered', 'failed', 'given_up')),
  attempt smallint not null default 0,
  -- When the next attempt is due; while one is under way, when it counts as lost.
  next_at timestamptz not null default now(),
  -- The receiver's last answer: its HTTP status, or why there was none.
  last_answer text,
  primary key (tenant_id, endpoint_id, event_id),
  foreign key (tenant_id, endpoint_id) references payments.webhook_endpoint (tenant_id, id),
  foreign key (tenant_id, event_id) references payments.event (tenant_id, id)
) with (fillfactor = 80);

create index delivery_due on payments.delivery (tenant_id, next_at) where status in ('pending', 'failed');
