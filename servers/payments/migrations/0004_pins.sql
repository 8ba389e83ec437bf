-- Phones without passkeys: a key that never leaves the phone, used together with a PIN. And a way back after losing the phone.

alter table payments.wallet add column recovery_code_hash bytea;
-- The code before it counts until the phone that used it has used its PIN: should the new code never have arrived.
alter table payments.wallet add column previous_recovery_code_hash bytea;
create unique index wallet_by_recovery_code on payments.wallet (tenant_id, recovery_code_hash);
create unique index wallet_by_previous_recovery_code on payments.wallet (tenant_id, previous_recovery_code_hash);

alter table payments.passkey add column last_used_at timestamptz;

create table payments.pin_device (
  tenant_id integer not null,
  id uuid not null,
  wallet_id uuid not null,
  -- The phone's own P-256 key as a JSON Web Key; its other half cannot be read out of the phone.
  public_key jsonb not null,
  -- Argon2id over a keyed hash of the PIN: worth nothing without the key outside of the database.
  pin_salt bytea not null,
  pin_hash bytea not null,
  -- Tries since the last right one, counted before each is checked.
  tries integer not null default 0 check (tries >= 0),
  locked_until timestamptz,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, wallet_id) references payments.wallet (tenant_id, id)
);

create index pin_device_by_wallet on payments.pin_device (tenant_id, wallet_id);

-- The phone's browser knows by which device it came to its wallet, and leaves the wallet with it; what a challenge was given for, it may only be used for.
alter table payments.wallet_session add column pin_device_id uuid;
alter table payments.wallet_session add column credential_id bytea;
create index wallet_session_by_pin_device on payments.wallet_session (tenant_id, pin_device_id) where pin_device_id is not null;
create index wallet_session_by_passkey on payments.wallet_session (tenant_id, credential_id) where credential_id is not null;
alter table payments.wallet_session add column challenge_purpose text;
