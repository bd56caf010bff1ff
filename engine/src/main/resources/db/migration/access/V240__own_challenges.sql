-- A challenge belongs to who asked for it: on which surface, and with a code of its own, or with that of another
-- challenge of the same account and surface, which was mailed already. Null in challenges of engines of the version before.
alter table access.challenge
  add column surface text,
  add column code_of uuid;

-- How many more codes may be asked for: a bucket for each account and network that asks, and one for all networks that the
-- account was never logged in to from. Networks and accounts stand as hashes under a key outside the database.
create table access.code_bucket (
  account bytea not null,
  bucket  bytea not null,
  full_at timestamptz not null,
  primary key (account, bucket)
);
create index code_bucket_full on access.code_bucket (full_at);
grant select, insert, update, delete on access.code_bucket to ${app_user};

-- From where an account was logged in to: who asks from there has a bucket of its own that no stranger empties.
create table access.known_network (
  account      bytea not null,
  network      bytea not null,
  last_used_at timestamptz not null,
  primary key (account, network)
);
create index known_network_last_used on access.known_network (last_used_at);
grant select, insert, update, delete on access.known_network to ${app_user};

-- The id of the access token of a partner's system that was given out beside a refresh token. access_hash goes a version
-- later, together with access.account_tries.
alter table access.refresh_token add column access_id uuid;

-- Each break-glass code works once.
create table access.used_break_glass (
  code_hash bytea primary key,
  staff     uuid not null,
  used_at   timestamptz not null
);
grant select, insert on access.used_break_glass to ${app_user};
