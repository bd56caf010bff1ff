-- What jobs did. A scheduled run carries the instant that it was due at, and one instant is taken once: a lock that was
-- lost makes no second run of it.
create table shared.job_run (
  id           uuid primary key,
  job          text not null,
  state        text not null check (state in ('REQUESTED', 'RUNNING', 'DONE', 'NOTHING_DUE', 'ALARM', 'FAILED', 'LOST')),
  due_at       timestamptz,
  requested_at timestamptz,
  started_at   timestamptz,
  ended_at     timestamptz,
  place        text,
  outcome      text,
  check ((due_at is null) <> (requested_at is null)),
  check ((state = 'REQUESTED') = (started_at is null)),
  check ((state in ('REQUESTED', 'RUNNING')) = (ended_at is null))
);
create unique index job_run_due on shared.job_run (job, due_at) where due_at is not null;
create unique index job_run_requested on shared.job_run (job) where state = 'REQUESTED';
create index job_run_last on shared.job_run (job, started_at desc) where started_at is not null;
create index job_run_listed on shared.job_run (job, id desc);
grant select, insert, update, delete on shared.job_run to ${app_user};
