-- What products from a file bring along: who makes them, what kind they are, and addresses of pictures that are not ours.

alter table shop.product
  add column brand text not null default '',
  add column category text not null default '',
  -- Others are neither listed nor found nor put into a cart.
  add column is_published boolean not null default true,
  drop constraint product_handle_check,
  -- Nothing that means something else in an address.
  add check (handle ~ '^[^[:space:]/?#%.]+$' and length(handle) <= 255);

create index product_by_position on shop.product (tenant_id, position);

-- Only ever shown to browsers: no server of ours asks for these addresses.
create table shop.product_picture (
  tenant_id integer not null,
  product_id uuid not null,
  position smallint not null,
  url text not null check (url ~ '^https?://' and length(url) <= 2048),
  -- What the picture shows; may be empty.
  description text not null,
  primary key (tenant_id, product_id, position),
  foreign key (tenant_id, product_id) references shop.product (tenant_id, id)
);

alter table shop.variant
  -- Unlike jsonb, json keeps the order in which the options are chosen.
  alter column options type json using options::json,
  add column picture_url text check (picture_url ~ '^https?://' and length(picture_url) <= 2048);
