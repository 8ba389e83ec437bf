-- What a merchant pages through: its requests, newest first.

create index payment_request_by_merchant on payments.payment_request (tenant_id, merchant_id, id);
