create schema closing;
grant usage on schema closing to ${app_user};

-- A month in Asia/Jakarta by its first day. A month without a row is open.
create table closing.month (
  month           date primary key check (extract(day from month) = 1),
  state           text not null check (state in ('OPEN', 'REVIEW', 'CLOSED')),
  changed_at      timestamptz not null,
  -- The figures at the close, one a line; its SHA-256 stands in the audit log.
  manifest        text,
  manifest_sha256 text,
  check (state <> 'CLOSED' or manifest is not null),
  check ((manifest is null) = (manifest_sha256 is null))
);
grant select, insert, update on closing.month to ${app_user};

-- Every change of a month's state; never changed.
create table closing.step (
  id              uuid primary key,
  month           date not null,
  state           text not null,
  at              timestamptz not null,
  -- The approval; the audit log has the names.
  decided_by      text not null,
  reason          text not null,
  manifest_sha256 text
);
create index step_month on closing.step (month, at);
grant select, insert on closing.step to ${app_user};
