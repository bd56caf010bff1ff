create schema partners;
grant usage on schema partners to ${app_user};
insert into shared.data_version values ('partners', 1);

create table partners.partner (
  id           bigint generated always as identity primary key,
  code         text not null unique check (code ~ '^[A-Z0-9]{1,10}$'),
  company      text not null,
  email        text not null,
  msisdn       text not null unique check (msisdn ~ '^[0-9]{8,15}$'),
  officer      text not null,
  address      text not null,
  logo_key     text,
  state        text not null check (state in ('ACTIVE', 'SUSPENDED')),
  funding_mode text not null check (funding_mode in ('PREPAID', 'POSTPAID')),
  credit_limit numeric(20, 2) check (credit_limit >= 0),
  created_at   timestamptz not null,
  -- A prepaid partner has no limit beside its balance; a postpaid one without a limit may spend what it likes.
  check (funding_mode = 'POSTPAID' or credit_limit is null)
);
create unique index partner_email on partners.partner (lower(email));
grant select, insert, update on partners.partner to ${app_user};

-- The key is only ever compared, so its hash is enough; the secret signs, so it is sealed under a key outside the
-- database. Several may be valid at once, so that a partner can change over without an outage.
create table partners.credential (
  id            uuid primary key,
  partner       bigint not null references partners.partner,
  api_key_hash  bytea not null unique,
  sealed_secret bytea not null,
  created_at    timestamptz not null,
  expires_at    timestamptz
);
create index credential_partner on partners.credential (partner);
grant select, insert, update on partners.credential to ${app_user};
