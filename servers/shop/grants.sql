-- What the server's role may do: never change the schema, never delete an order or a product.
grant usage on schema shop to scantill_shop;
grant select on all tables in schema shop to scantill_shop;
grant insert on
  shop.cart, shop.cart_line, shop.order, shop.order_line, shop.order_charge, shop.received_event,
  shop.mail, shop.delivery
  to scantill_shop;
grant update on
  shop.variant, shop.cart, shop.cart_line, shop.order, shop.order_line, shop.mail, shop.delivery
  to scantill_shop;
grant delete on shop.cart_line to scantill_shop;
