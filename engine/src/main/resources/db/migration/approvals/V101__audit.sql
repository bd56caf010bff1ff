create schema approvals;
grant usage on schema approvals to ${app_user};

-- Who acted. The audit names people by an id that commits to who they are: the digest of a salt and the subject. It
-- cannot be pointed at somebody else later, and once salt and subject are erased it names nobody.
create table approvals.actor (
  id      text primary key check (id ~ '^[0-9a-f]{32}$'),
  salt    bytea,
  subject text,
  check ((salt is null) = (subject is null))
);
create unique index actor_subject on approvals.actor (lower(subject));
grant select, insert on approvals.actor to ${app_user};

-- The audit log: one chain. Each row's hash is made of its content and of the hash before it, so that whoever changes,
-- removes or moves a row must write all that follow anew, and the head, which is kept elsewhere, tells that too.
create table approvals.audit (
  number   bigint primary key check (number > 0),
  at       timestamptz not null,
  actor    text not null,
  act      text not null,
  subject  text not null,
  -- JSON as text: the hash is over its very characters.
  detail   text not null,
  previous bytea not null,
  hash     bytea not null unique
);
create index audit_act on approvals.audit (act, number);
create index audit_subject on approvals.audit (subject, number);
grant select, insert on approvals.audit to ${app_user};

create function approvals.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log is never changed or deleted';
end $$;
create trigger audit_is_append_only before update or delete or truncate on approvals.audit
  for each statement execute function approvals.refuse_change();
