-- How far imports are, so that people can leave a page and see a large file's progress. Nothing is decided by these rows.
create table reconciliation.import_progress (
  id         uuid primary key,
  provider   text not null,
  from_day   date not null,
  to_day     date not null,
  bytes      bigint not null,
  read_bytes bigint not null default 0,
  state      text not null check (state in ('READING', 'MATCHING', 'DONE', 'REFUSED')),
  -- The statement, once it is imported.
  file       uuid,
  -- Why it was refused, or not matched yet.
  reason     text,
  started_at timestamptz not null,
  changed_at timestamptz not null
);
create index import_progress_old on reconciliation.import_progress (changed_at);
grant select, insert, update, delete on reconciliation.import_progress to ${app_user};
