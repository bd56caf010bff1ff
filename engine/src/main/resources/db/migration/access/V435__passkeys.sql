-- Passkeys of staff, the second factor of their log-in. The private key never leaves the authenticator. A row carries a MAC, so who
-- writes the database gets no log-in by a passkey of their own.
create table access.passkey (
  id uuid primary key,
  staff uuid not null references access.staff (id) on delete cascade,
  credential_id bytea not null unique,
  credential bytea not null,
  name text not null,
  transports text not null,
  counter bigint not null,
  is_copyable boolean not null,
  is_copied boolean not null,
  created_at timestamptz not null,
  used_at timestamptz,
  mac bytea not null
);
create index passkey_staff on access.passkey (staff);
grant select, insert, delete, update (counter, is_copied, used_at, mac) on access.passkey to ${app_user};

-- What an authenticator has to sign: one challenge for a started log-in or a session, accepted once.
create table access.passkey_challenge (
  about uuid primary key,
  challenge bytea not null,
  expires_at timestamptz not null
);
create index passkey_challenge_expires on access.passkey_challenge (expires_at);
grant select, insert, delete, update (challenge, expires_at) on access.passkey_challenge to ${app_user};
