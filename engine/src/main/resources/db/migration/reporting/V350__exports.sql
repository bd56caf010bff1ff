create schema if not exists reporting;
grant usage on schema reporting to ${app_user};

-- Exports of lists: those that a call was answered with, and those that are written as files.
create table reporting.export (
  id           uuid primary key,
  -- The path of the list, with names of variables in place of their values.
  list         text not null,
  format       text not null check (format in ('CSV', 'XLSX', 'PARQUET')),
  state        text not null check (state in ('WAITING', 'WRITING', 'DONE', 'FAILED', 'EXPIRED')),
  is_file      boolean not null,
  -- The person who asked; null for a partner's system.
  owner        uuid,
  -- Who asked for which filters, as long as it is not written. Filters may name a customer.
  sealed_order bytea,
  tries        int not null default 0,
  -- WRITING: another process may begin anew after this.
  lease_until  timestamptz,
  rows         bigint not null default 0,
  -- The manifest: the moment whose rows it shows, sums of its columns of amounts, size and digest.
  as_of        timestamptz,
  totals       jsonb,
  bytes        bigint,
  sha256       text,
  -- How many files of the store it consists of.
  parts        int not null default 0,
  reason       text,
  created_at   timestamptz not null,
  ended_at     timestamptz,
  expires_at   timestamptz
);
create index export_open on reporting.export (id) where state in ('WAITING', 'WRITING');
create index export_kept on reporting.export (expires_at) where state = 'DONE' and expires_at is not null;
grant select, insert, update on reporting.export to ${app_user};
