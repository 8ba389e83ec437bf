-- What is sold: products, their variants, and how many of each are there. Amounts are minor units.
-- tenant_id, the operator of the installation, is the first column of every key.

create table shop.tenant (
  id integer primary key,
  name text not null
);

insert into shop.tenant (id, name) values (1, 'default');

create table shop.product (
  tenant_id integer not null references shop.tenant (id),
  id uuid not null,
  -- Its name in addresses: /products/{handle}.
  handle text not null check (handle ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  title text not null,
  description text not null,
  tags text[] not null,
  -- A file of the storefront's own pictures, and what it shows.
  image text not null,
  image_text text not null,
  position integer not null,
  primary key (tenant_id, id),
  unique (tenant_id, handle)
);

-- The kind of a product that one can put into a cart. A product without choices has one variant without options.
create table shop.variant (
  tenant_id integer not null,
  id uuid not null,
  product_id uuid not null,
  position integer not null,
  sku text not null,
  gtin text check (gtin ~ '^([0-9]{8}|[0-9]{12,14})$'),
  options jsonb not null,
  price_minor bigint not null check (price_minor between 1 and 9007199254740991),
  compare_at_minor bigint check (compare_at_minor > price_minor),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  stock integer not null check (stock >= 0),
  -- Set aside for orders that are being paid. Only stock - held may be promised to anybody else.
  held integer not null default 0,
  primary key (tenant_id, id),
  unique (tenant_id, sku),
  unique (tenant_id, gtin),
  foreign key (tenant_id, product_id) references shop.product (tenant_id, id),
  check (held >= 0),
  check (held <= stock)
) with (fillfactor = 80);

create index variant_by_product on shop.variant (tenant_id, product_id, position);
