-- A delivery address is handed over with a payment when its request asks for it, and remembered for the wallet's next one.

alter table payments.payment_request add column collect text[] not null default '{}';

-- Sealed: an address is nobody's business but the payer's and the merchant's.
alter table payments.payment add column delivery_address_sealed bytea;
alter table payments.payment add column delivery_address_hash bytea;
alter table payments.wallet add column delivery_address_sealed bytea;
