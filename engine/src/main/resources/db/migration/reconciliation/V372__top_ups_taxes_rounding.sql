-- A line of a statement about a transfer to the provider, and the booking of that transfer.
create table reconciliation.top_up_match (
  id         uuid primary key default gen_random_uuid(),
  file       uuid not null,
  number     int not null,
  part       smallint not null,
  -- The booking's id.
  top_up     uuid not null,
  -- 1 the bank's reference, 2 amount and day.
  step       smallint not null check (step in (1, 2)),
  active     boolean not null default true,
  matched_at timestamptz not null
);
comment on table reconciliation.top_up_match is 'Which line of a statement speaks of which transfer to the provider.';
create unique index top_up_match_line on reconciliation.top_up_match (file, number, part) where active;
create unique index top_up_match_top_up on reconciliation.top_up_match (top_up) where active;
grant select, insert on reconciliation.top_up_match to ${app_user};
grant update (active) on reconciliation.top_up_match to ${app_user};

-- What of a statement's VAT on fees is in the ledger; the sum of a file's rows is what is booked of it.
create table reconciliation.tax_booking (
  id        uuid primary key,
  file      uuid not null,
  -- INCLUDED: our books had it among the fees. ADDED: the provider took it besides the fees of our books.
  style     text not null check (style in ('INCLUDED', 'ADDED')),
  amount    numeric(20, 2) not null check (amount <> 0),
  booked_at timestamptz not null
);
comment on table reconciliation.tax_booking is 'VAT on providers'' fees that was booked, by statement.';
create index tax_booking_file on reconciliation.tax_booking (file);
grant select, insert on reconciliation.tax_booking to ${app_user};

-- Differences so small that they are written off without people. The highest version is in force; without any, none is.
create table reconciliation.rounding_rule (
  version    int primary key check (version > 0),
  -- Of one line; 0 writes nothing off.
  per_line   numeric(20, 2) not null check (per_line between 0 and 1),
  -- Of all lines of a file together.
  per_file   numeric(20, 2) not null check (per_file >= 0),
  approval   uuid not null,
  created_at timestamptz not null
);
comment on table reconciliation.rounding_rule is 'Versions of the rule that writes rounding differences off.';
grant select, insert on reconciliation.rounding_rule to ${app_user};

-- Whether the file has rows for transfers to the provider: only then is one missing in it.
alter table reconciliation.file add column has_top_ups boolean not null default false;

-- The version of the rule that wrote it off; null for people.
alter table reconciliation.break add column rounding_rule int;
grant update (rounding_rule) on reconciliation.break to ${app_user};

alter table reconciliation.break drop constraint break_kind_check;
alter table reconciliation.break add constraint break_kind_check check (kind in ('UNKNOWN_PAYMENT', 'LATE_SUCCESS',
  'UNKNOWN_REVERSAL', 'PENDING', 'MISSING', 'UNKNOWN_ABSENT', 'AMOUNT', 'FEE', 'WALLET_OR_MSISDN', 'DUPLICATE_LINE',
  'PAID_TWICE', 'UNKNOWN_TOP_UP', 'MISSING_TOP_UP', 'FILE_GAP', 'FILE_OVERLAP')) not valid;
