-- Where a user pool outside vouches for people (cezbek.identity = cognito): who is known there, and what the pool gave
-- for which session. The engine's own sessions stay what admits and ends. Empty with the built-in issuer.
create table access.pool_account (
  -- A member of staff, or with a partner its officer; the user's name in the pool is the text of it.
  person          uuid primary key,
  partner         bigint,
  -- The password that was generated for the pool, which nobody ever types; sealed under the key outside the database.
  sealed_password bytea not null,
  created_at      timestamptz not null,
  -- When it was last compared with the pool.
  checked_at      timestamptz not null,
  -- The person is gone and the user was disabled.
  dismissed_at    timestamptz
);
create index pool_account_to_check on access.pool_account (checked_at) where dismissed_at is null;
grant select, insert, update, delete on access.pool_account to ${app_user};

-- The pool's own refresh token of a session, sealed.
create table access.pool_session (
  session              uuid primary key references access.session on delete cascade,
  sealed_refresh_token bytea not null
);
grant select, insert, update, delete on access.pool_session to ${app_user};

-- The pool's tokens that the engine handed out, by their hashes: a genuine token that it did not hand out admits nobody.
create table access.pool_token (
  token_hash bytea primary key,
  session    uuid not null references access.session on delete cascade
);
create index pool_token_session on access.pool_token (session);
grant select, insert, update, delete on access.pool_token to ${app_user};

create index session_person on access.session (person) where ended_at is null;
