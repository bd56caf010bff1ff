create schema reconciliation;
grant usage on schema reconciliation to ${app_user};

-- How a provider's file is read. Data, not code: a new format is a new row.
create table reconciliation.profile (
  name       text not null check (name ~ '^[A-Z][A-Z0-9_]{0,29}$'),
  version    int not null check (version > 0),
  body       jsonb not null,
  -- Where the format is from.
  note       text not null,
  -- Null for those that came with the engine.
  approval   uuid,
  created_at timestamptz not null,
  primary key (name, version)
);
comment on table reconciliation.profile is 'Versions of the formats of providers'' statements.';
grant select on reconciliation.profile to ${app_user};

create table reconciliation.file (
  id              uuid primary key,
  provider        text not null,
  profile         text not null,
  profile_version int not null,
  -- Of the bytes as they came; the object store keeps them under it.
  sha256          bytea not null,
  store_key       text not null,
  bytes           bigint not null,
  -- Days in Asia/Jakarta, both included.
  from_day        date not null,
  to_day          date not null check (to_day >= from_day),
  -- LOADED: its lines count. SUPERSEDED: a corrected file of the same days has taken its place. REFUSED: it came from the
  -- folder and could not be read; nothing of it was imported.
  state           text not null check (state in ('LOADED', 'SUPERSEDED', 'REFUSED')),
  reason          text,
  -- Whether it proves that it is whole: only then is a payment that it does not have proven unpaid.
  complete        boolean not null,
  has_fees        boolean not null,
  lines           int not null,
  rejected        int not null,
  -- What its lines add to our money at the provider.
  total           numeric(20, 2) not null,
  opening         numeric(20, 2),
  closing         numeric(20, 2),
  received_by     text not null,
  received_at     timestamptz not null,
  -- Who else sent the same bytes. What one person sent proves no payment; what lay in the folder does.
  confirmed_by    text,
  -- Null until its lines have been matched once.
  matched_at      timestamptz,
  superseded_by   uuid references reconciliation.file
);
comment on table reconciliation.file is 'Providers'' statements that were imported; the object store has the bytes.';
create unique index file_once on reconciliation.file (provider, sha256, from_day, to_day) where state = 'LOADED';
create index file_bytes on reconciliation.file (provider, sha256);
create index file_days on reconciliation.file (provider, to_day) where state = 'LOADED';
create index file_unmatched on reconciliation.file (received_at) where state = 'LOADED' and matched_at is null;
grant select, insert on reconciliation.file to ${app_user};
grant update (state, matched_at, superseded_by, confirmed_by) on reconciliation.file to ${app_user};

-- Lines never change. One row of a file with its fee in a column is several lines here: part 0 moves the amount, 1 the fee, 2 its VAT.
create table reconciliation.line (
  -- Written before its file's row, in one transaction; a reference would be checked for each of a million lines.
  file               uuid not null,
  number             int not null check (number > 0),
  part               smallint not null,
  kind               text not null check (kind in ('PAYMENT', 'FEE', 'VAT', 'REVERSAL', 'TOP_UP', 'OTHER')),
  -- As the file says it. An attempt's id, or the beginning of one, stands for the attempts from first_attempt to last_attempt.
  our_reference      text,
  first_attempt      uuid,
  last_attempt       uuid,
  provider_reference text,
  msisdn             text,
  wallet             text,
  -- What it adds to our money at the provider: a payment is negative.
  amount             numeric(20, 2) not null,
  at                 timestamptz not null,
  day                date not null,
  batch              text,
  balance            numeric(20, 2),
  primary key (file, number, part)
);
comment on table reconciliation.line is 'Lines of statements in one form for all providers; append-only.';
create index line_msisdn on reconciliation.line (msisdn) where msisdn is not null;
grant select, insert on reconciliation.line to ${app_user};

create table reconciliation.rejected_line (
  file   uuid not null references reconciliation.file,
  number int not null,
  text   text not null,
  reason text not null,
  primary key (file, number)
);
comment on table reconciliation.rejected_line is 'Lines of statements that could not be read, with the reason.';
grant select, insert on reconciliation.rejected_line to ${app_user};

-- A line and the attempt that it speaks of. A match is undone by another row that names it, and is no longer active then.
create table reconciliation.match (
  id              uuid primary key default gen_random_uuid(),
  file            uuid not null,
  number          int not null,
  part            smallint not null,
  attempt         uuid not null,
  role            text not null check (role in ('PAYMENT', 'FEE', 'VAT', 'REVERSAL')),
  -- The step of the ladder: 1 our reference, 2 the provider's, 3 the beginning of ours, 4 customer, wallet, amount and day,
  -- 5 the sum of a batch, 9 two people.
  step            smallint not null check (step in (1, 2, 3, 4, 5, 9)),
  -- One of several equal payments; which line is whose cannot be told and does not matter.
  interchangeable boolean not null default false,
  active          boolean not null default true,
  undoes          uuid references reconciliation.match,
  approval        uuid,
  matched_at      timestamptz not null,
  check (undoes is null or not active)
);
comment on table reconciliation.match is 'Which line of a statement speaks of which attempt; a match is undone by another row.';
create unique index match_line on reconciliation.match (file, number, part) where active and step <> 5;
create unique index match_attempt on reconciliation.match (attempt, role) where active;
create unique index match_undone on reconciliation.match (undoes) where undoes is not null;
create index match_file on reconciliation.match (file) where active;
grant select, insert on reconciliation.match to ${app_user};
grant update (active) on reconciliation.match to ${app_user};

create table reconciliation.break (
  id        uuid primary key default gen_random_uuid(),
  provider  text not null,
  kind      text not null check (kind in ('UNKNOWN_PAYMENT', 'LATE_SUCCESS', 'UNKNOWN_REVERSAL', 'PENDING', 'MISSING',
              'UNKNOWN_ABSENT', 'AMOUNT', 'FEE', 'WALLET_OR_MSISDN', 'DUPLICATE_LINE', 'PAID_TWICE', 'FILE_GAP', 'FILE_OVERLAP')),
  -- What it is about; the same thing is one break.
  subject   text not null,
  file      uuid,
  number    int,
  part      smallint,
  attempt   uuid,
  day       date not null,
  -- What the statement says our money at the provider is more than the books say, because of it.
  difference numeric(20, 2) not null,
  state     text not null check (state in ('OPEN', 'EXPLAINED', 'RESOLVED', 'WRITTEN_OFF')),
  priority  smallint not null check (priority between 1 and 3),
  owner     text,
  due       date not null,
  note      text,
  opened_at timestamptz not null,
  ended_at  timestamptz
);
comment on table reconciliation.break is 'Differences between statements and books.';
create unique index break_subject on reconciliation.break (provider, kind, subject);
create index break_standing on reconciliation.break (provider, day) where state in ('OPEN', 'EXPLAINED');
grant select, insert on reconciliation.break to ${app_user};
grant update (difference, state, owner, due, note, ended_at) on reconciliation.break to ${app_user};

-- Statistics of matches that a transaction has just written; only an owner may make them.
create function reconciliation.analyze_matches() returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  analyze reconciliation.match;
end $$;
revoke execute on function reconciliation.analyze_matches() from public;
grant execute on function reconciliation.analyze_matches() to ${app_user};

-- A customer's number in lines becomes the pseudonym; nothing else of a line ever changes. A line that is matched with another
-- partner's attempt is another customer's.
create function reconciliation.replace_customer(of_partner bigint, was text, becomes text) returns bigint
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  replaced bigint;
begin
  if becomes !~ '^000[0-9]{12}$' then
    raise exception 'only a pseudonym takes the place of a number';
  end if;
  update reconciliation.line l set msisdn = becomes
  where l.msisdn = was and not exists (
    select from reconciliation.match m join payouts.attempt a on a.id = m.attempt
    where m.file = l.file and m.number = l.number and m.part = l.part and m.active and a.partner <> of_partner);
  get diagnostics replaced = row_count;
  return replaced;
end $$;
revoke execute on function reconciliation.replace_customer(bigint, text, text) from public;
grant execute on function reconciliation.replace_customer(bigint, text, text) to ${app_user};
