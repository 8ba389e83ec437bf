-- The shelf in every order, found by words and tags, page by page: each by an index, however many products there are.

create function shop.words_of(title text, brand text, tags text[]) returns tsvector
  language sql
  immutable
  return to_tsvector('simple'::regconfig, title || ' ' || brand || ' ' || array_to_string(tags, ' '));

alter table shop.product
  add column words tsvector generated always as (shop.words_of(title, brand, tags)) stored;

create index product_by_words on shop.product using gin (words);
create index product_by_tag on shop.product using gin (tags);

drop index shop.product_by_position;
create index product_by_position on shop.product (tenant_id, position, id) where is_published;
create index product_by_title on shop.product (tenant_id, lower(title), id) where is_published;
create index product_by_age on shop.product (tenant_id, id) where is_published;
create index variant_by_price on shop.variant (tenant_id, price_minor, product_id);
