-- The answer that the first call under an Idempotency-Key got, written in the transaction of what the call did. The
-- scope is a digest of who called, the answer is sealed: it may hold a secret that is shown once.
create table shared.first_answer (
  scope         text not null,
  key           text not null,
  fingerprint   bytea not null,
  sealed_answer bytea not null,
  answered_at   timestamptz not null,
  primary key (scope, key)
);
create index first_answer_age on shared.first_answer (answered_at);
grant select, insert, update, delete on shared.first_answer to ${app_user};
