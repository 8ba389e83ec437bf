-- What shoppers want to pay for, with the prices of that moment, and what the payments server said about it.

create table shop.order (
  tenant_id integer not null references shop.tenant (id),
  id uuid not null,
  -- What people read aloud, and the payment request's reference.
  number text not null,
  -- The secret part of the order page's address. Kept readable: whoever reads this table sees all that it opens anyway.
  key text not null,
  -- Where it came from: the content of a cart, or another order that closed before all was paid. Either makes one order at most.
  cart_id uuid,
  checkout_token uuid,
  repeats_order_id uuid,
  status text not null check (status in ('awaiting_payment', 'partly_paid', 'paid', 'expired', 'cancelled')),
  split text not null check (split in ('one', 'each')),
  currency text not null,
  total_minor bigint not null check (total_minor between 1 and 9007199254740991),
  -- Null until the payments server has confirmed that the request is open.
  payment_request_id text,
  terminal_url text,
  created_at timestamptz not null default now(),
  paid_at timestamptz,
  -- When the payments server was last asked about it; spaces the questions, never decides anything.
  asked_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, key),
  unique (tenant_id, checkout_token),
  unique (tenant_id, repeats_order_id),
  unique (tenant_id, payment_request_id),
  foreign key (tenant_id, repeats_order_id) references shop.order (tenant_id, id),
  check ((checkout_token is null) <> (repeats_order_id is null)),
  check ((payment_request_id is null) = (terminal_url is null)),
  check ((status = 'paid') = (paid_at is not null)),
  check (status = 'awaiting_payment' or payment_request_id is not null)
) with (fillfactor = 80);

create index order_to_follow on shop.order (tenant_id, asked_at)
  where status in ('awaiting_payment', 'partly_paid');

create index order_by_cart on shop.order (tenant_id, cart_id, id);

create table shop.order_line (
  tenant_id integer not null,
  order_id uuid not null,
  position smallint not null,
  variant_id uuid not null,
  title text not null,
  image text not null,
  sku text not null,
  gtin text,
  quantity integer not null check (quantity > 0),
  unit_price_minor bigint not null check (unit_price_minor > 0),
  -- held: set aside while it is being paid. taken: paid for and gone. returned: back on the shelf.
  stock_status text not null check (stock_status in ('held', 'taken', 'returned')),
  payment_id text,
  primary key (tenant_id, order_id, position),
  unique (tenant_id, order_id, sku),
  foreign key (tenant_id, order_id) references shop.order (tenant_id, id),
  foreign key (tenant_id, variant_id) references shop.variant (tenant_id, id),
  check ((stock_status = 'taken') = (payment_id is not null))
);

-- The events that were already acted upon: the payments server tells each at least once.
create table shop.received_event (
  tenant_id integer not null references shop.tenant (id),
  id text not null,
  received_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
