-- What people are asked when they log in: a code that was sent to their e-mail address. The code stands here as a hash
-- under a key outside the database, bound to its challenge. An address that nobody has gets a challenge like everybody
-- else's, which belongs to nobody and cannot be answered; the address itself is not kept.
create table access.challenge (
  id          uuid primary key,
  -- A hash of the e-mail address under the same key.
  account     bytea not null,
  -- A member of staff, or with a partner its officer; null where nobody has the address.
  person      uuid,
  partner     bigint,
  code_hash   bytea not null,
  -- The code for the e-mail, sealed under the key outside the database; gone once the e-mail is ordered.
  sealed_code bytea,
  tries       int not null default 0,
  created_at  timestamptz not null,
  -- A new one is not made before.
  resend_from timestamptz not null,
  expires_at  timestamptz not null,
  -- Answered, or followed by a newer one.
  closed_at   timestamptz
);
create index challenge_account on access.challenge (account, created_at);
create index challenge_to_mail on access.challenge (created_at) where sealed_code is not null;
create index challenge_expiry on access.challenge (expires_at);
grant select, insert, update, delete on access.challenge to ${app_user};

-- How often an account was asked for and guessed at in its running day, from whatever addresses.
create table access.account_tries (
  account    bytea primary key,
  since      timestamptz not null,
  challenges int not null default 0,
  wrong      int not null default 0
);
create index account_tries_since on access.account_tries (since);
grant select, insert, update, delete on access.account_tries to ${app_user};

-- From a log-in to a log-out. The refresh tokens that followed one another belong to one session.
create table access.session (
  id         uuid primary key,
  role       text not null,
  subject    text not null,
  partner    bigint,
  -- The member of staff or officer; null for partners' systems.
  person     uuid,
  opened_at  timestamptz not null,
  -- However often it is refreshed.
  ends_at    timestamptz not null,
  ended_at   timestamptz,
  end_reason text check (end_reason in ('LOG_OUT', 'TOKEN_REUSED', 'NO_LONGER_ADMITTED')),
  check ((ended_at is null) = (end_reason is null))
);
create index session_end on access.session (ends_at);
grant select, insert, update, delete on access.session to ${app_user};

-- Nothing has ever taken the tokens of before.
delete from access.refresh_token;
alter table access.refresh_token
  drop column partner, drop column subject, drop column role,
  add column session uuid not null references access.session on delete cascade,
  add column used_at timestamptz;
create index refresh_token_session on access.refresh_token (session);
grant update on access.refresh_token to ${app_user};
