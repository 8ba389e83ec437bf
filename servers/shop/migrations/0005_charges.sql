-- What an order costs beside its products, and the discount code that a shopper has typed.

alter table shop.cart
  add column discount_code text;

create table shop.order_charge (
  tenant_id integer not null,
  order_id uuid not null,
  position smallint not null,
  kind text not null check (kind in ('discount', 'shipping', 'tax')),
  name text not null,
  amount_minor bigint not null,
  -- Tax that the other amounts already contain: said, not added.
  is_included boolean not null,
  primary key (tenant_id, order_id, position),
  foreign key (tenant_id, order_id) references shop.order (tenant_id, id),
  check (case kind when 'discount' then amount_minor < 0 else amount_minor > 0 end),
  check (kind = 'tax' or not is_included)
);
