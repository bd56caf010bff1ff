create schema facts;
grant usage on schema facts to ${app_user};

-- Append-only. The writing transaction's xid8 lets a reader stop below the oldest transaction still running, so that a
-- lower number which commits later is never skipped.
create table facts.fact (
  xid     xid8 not null default pg_current_xact_id(),
  id      bigint generated always as identity (cache 100),
  kind    text not null,
  subject uuid not null,
  body    jsonb not null,
  at      timestamptz not null,
  primary key (xid, id)
);
grant select, insert on facts.fact to ${app_user};

create table facts.consumer (
  name text primary key,
  xid  xid8 not null,
  id   bigint not null
);
grant select, insert, update on facts.consumer to ${app_user};
