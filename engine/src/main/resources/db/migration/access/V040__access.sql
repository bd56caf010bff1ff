create schema access;
grant usage on schema access to ${app_user};

-- The built-in issuer's keys, sealed under the key outside the database; the newest signs, all verify.
create table access.signing_key (
  id                 text primary key,
  sealed_private_key bytea not null,
  public_key         bytea not null,
  created_at         timestamptz not null
);
grant select, insert on access.signing_key to ${app_user};

-- Each signature opens one session only; rows may go when the time stamp they cover is no longer accepted.
create table access.used_signature (
  signature  bytea primary key,
  expires_at timestamptz not null
);
create index used_signature_expiry on access.used_signature (expires_at);
grant select, insert, delete on access.used_signature to ${app_user};

create table access.refresh_token (
  token_hash bytea primary key,
  partner    bigint,
  subject    text not null,
  role       text not null,
  expires_at timestamptz not null
);
create index refresh_token_expiry on access.refresh_token (expires_at);
grant select, insert, delete on access.refresh_token to ${app_user};

create table access.staff (
  id         uuid primary key,
  email      text not null,
  name       text not null,
  role       text not null check (role in ('ADMIN', 'OPERATIONS', 'FINANCE', 'AUDITOR')),
  created_at timestamptz not null
);
create unique index staff_email on access.staff (lower(email));
grant select, insert, update on access.staff to ${app_user};
