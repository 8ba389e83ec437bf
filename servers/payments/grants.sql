-- What the server's role may do: never change or delete a transfer or an event, never change the schema.
grant usage on schema payments to scantill_payments;
grant select on all tables in schema payments to scantill_payments;
grant insert on all tables in schema payments to scantill_payments;
grant update on
  payments.account, payments.hold, payments.merchant, payments.api_key, payments.payment_request, payments.code,
  payments.passkey, payments.pin_device, payments.wallet, payments.wallet_session, payments.payment, payments.webhook_endpoint, payments.delivery
  to scantill_payments;
grant delete on payments.idempotency, payments.passkey, payments.pin_device, payments.wallet_session to scantill_payments;
