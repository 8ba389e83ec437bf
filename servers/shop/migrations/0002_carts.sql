-- What shoppers have picked so far. The id is random: whoever has it in a cookie has the cart.

create table shop.cart (
  tenant_id integer not null references shop.tenant (id),
  id uuid not null,
  -- Stands for exactly this content; replaced whenever the content changes. An order is made at most once from it.
  checkout_token uuid not null,
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id)
);

create table shop.cart_line (
  tenant_id integer not null,
  cart_id uuid not null,
  variant_id uuid not null,
  quantity integer not null check (quantity between 1 and 99),
  added_at timestamptz not null default now(),
  primary key (tenant_id, cart_id, variant_id),
  foreign key (tenant_id, cart_id) references shop.cart (tenant_id, id),
  foreign key (tenant_id, variant_id) references shop.variant (tenant_id, id)
);
