-- An order whose code ran out unpaid is paid with new codes: its stock is held again for the next revision of its request.

alter table shop.order
  -- The revision of the payment request that the stock is held for.
  add column revision integer not null default 1 check (revision >= 1),
  -- The newest revision that the payments server has confirmed; null until it has confirmed the first.
  add column opened_revision integer check (opened_revision between 1 and revision);

update shop.order
set opened_revision = 1
where payment_request_id is not null;

alter table shop.order
  add check ((payment_request_id is null) = (opened_revision is null));
