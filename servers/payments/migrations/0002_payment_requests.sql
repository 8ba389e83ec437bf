-- Who is paid, what is to be paid, the codes that stand for it, and the phones that pay.

create table payments.merchant (
  tenant_id integer not null references payments.tenant (id),
  id uuid not null,
  name text not null,
  -- The shop's web origin: what a phone shows beside the name, and where shoppers may be sent back to.
  origin text not null,
  primary key (tenant_id, id)
);

create table payments.api_key (
  tenant_id integer not null,
  key_hash bytea not null,
  merchant_id uuid not null,
  scopes text[] not null,
  created_at timestamptz not null default now(),
  revoked_at timestamptz,
  primary key (tenant_id, key_hash),
  foreign key (tenant_id, merchant_id) references payments.merchant (tenant_id, id)
);

create table payments.idempotency (
  tenant_id integer not null,
  merchant_id uuid not null,
  route text not null,
  key text not null,
  request_hash bytea not null,
  -- The answer without its secrets; they are unsealed again when it is repeated.
  answer jsonb not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, merchant_id, route, key),
  foreign key (tenant_id, merchant_id) references payments.merchant (tenant_id, id)
);

create index idempotency_by_age on payments.idempotency (tenant_id, created_at);

create table payments.payment_request (
  tenant_id integer not null,
  id uuid not null,
  merchant_id uuid not null,
  -- The name that was shown when the request was opened; a proof stays checkable after a change of name.
  merchant_name text not null,
  reference text not null,
  status text not null check (status in ('open', 'partly_paid', 'paid', 'expired', 'cancelled')),
  revision integer not null default 1 check (revision > 0),
  split text not null check (split in ('one', 'each')),
  items jsonb not null,
  amount bigint not null check (amount between 1 and 9007199254740991),
  paid_amount bigint not null default 0 check (paid_amount between 0 and amount),
  currency text not null references payments.currency (code),
  client_secret_hash bytea not null,
  client_secret_sealed bytea not null,
  return_url text not null,
  retry_url text,
  metadata jsonb not null,
  event_count integer not null default 0,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  was_extended_by_claim boolean not null default false,
  extension_count smallint not null default 0 check (extension_count between 0 and 2),
  paid_at timestamptz,
  cancelled_by text check (cancelled_by in ('merchant', 'shopper')),
  primary key (tenant_id, id),
  unique (tenant_id, merchant_id, reference),
  unique (tenant_id, client_secret_hash),
  foreign key (tenant_id, merchant_id) references payments.merchant (tenant_id, id),
  check ((status = 'paid') = (paid_at is not null)),
  check ((status = 'paid') = (paid_amount = amount)),
  check ((status = 'cancelled') = (cancelled_by is not null))
) with (fillfactor = 80);

create index payment_request_to_expire on payments.payment_request (tenant_id, expires_at)
  where status in ('open', 'partly_paid');

create table payments.code (
  tenant_id integer not null,
  id uuid not null,
  request_id uuid not null,
  revision integer not null,
  -- The item it stands for, counted from 0; null where it stands for all of them.
  item_index smallint,
  amount bigint not null check (amount > 0),
  status text not null check (status in ('active', 'claimed', 'paid', 'expired', 'cancelled', 'retired')),
  token_hash bytea not null,
  -- The token and the short code, so that the code can be drawn again.
  secrets_sealed bytea not null,
  -- Keyed hash of the short code; null once the code can no longer be paid, so that short codes are free again.
  short_code_hash bytea,
  -- The payment that holds it (claimed) or has paid it (paid).
  payment_id uuid,
  claimed_until timestamptz,
  paid_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, token_hash),
  unique (tenant_id, short_code_hash),
  foreign key (tenant_id, request_id) references payments.payment_request (tenant_id, id),
  check ((status = 'paid') = (paid_at is not null)),
  check ((status = 'claimed') = (claimed_until is not null)),
  check (status not in ('claimed', 'paid') or payment_id is not null)
) with (fillfactor = 80);

create index code_by_request on payments.code (tenant_id, request_id, item_index);
create index code_to_release on payments.code (tenant_id, claimed_until) where status = 'claimed';

create table payments.wallet (
  tenant_id integer not null references payments.tenant (id),
  id uuid not null,
  is_demo boolean not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id)
);

create table payments.passkey (
  tenant_id integer not null,
  credential_id bytea not null,
  wallet_id uuid not null,
  -- As a JSON Web Key (RFC 7517).
  public_key jsonb not null,
  sign_count bigint not null default 0,
  created_at timestamptz not null default now(),
  primary key (tenant_id, credential_id),
  foreign key (tenant_id, wallet_id) references payments.wallet (tenant_id, id)
);

create index passkey_by_wallet on payments.passkey (tenant_id, wallet_id);

-- One phone's browser. It may hold codes before it has a wallet.
create table payments.wallet_session (
  tenant_id integer not null references payments.tenant (id),
  id uuid not null,
  token_hash bytea not null,
  wallet_id uuid,
  -- The challenge of a registration or sign-in under way; used once.
  challenge bytea,
  challenge_expires_at timestamptz,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, token_hash),
  foreign key (tenant_id, wallet_id) references payments.wallet (tenant_id, id)
);

create table payments.payment (
  tenant_id integer not null,
  id uuid not null,
  request_id uuid not null,
  revision integer not null,
  session_id uuid not null,
  wallet_id uuid,
  code_ids uuid[] not null,
  amount bigint not null check (amount > 0),
  currency text not null,
  status text not null check (status in ('awaiting_approval', 'approved', 'declined', 'abandoned')),
  -- The approval under way, or the one that succeeded: who made it, its nonce, and until when it counts.
  attempt_id uuid,
  nonce bytea,
  approve_by timestamptz,
  proof jsonb,
  created_at timestamptz not null default now(),
  approved_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, request_id) references payments.payment_request (tenant_id, id),
  foreign key (tenant_id, wallet_id) references payments.wallet (tenant_id, id),
  check ((status = 'approved') = (approved_at is not null)),
  check (status <> 'approved' or (wallet_id is not null and attempt_id is not null and proof is not null))
) with (fillfactor = 70);

create index payment_by_request on payments.payment (tenant_id, request_id);
create index payment_by_wallet on payments.payment (tenant_id, wallet_id, id) where status = 'approved';

-- Verdicts that said no: the same attempt gets the same answer for ever. (A yes is the approved payment itself.)
create table payments.refused_attempt (
  tenant_id integer not null,
  payment_id uuid not null,
  attempt_id uuid not null,
  refusal text not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, payment_id, attempt_id),
  foreign key (tenant_id, payment_id) references payments.payment (tenant_id, id)
);
