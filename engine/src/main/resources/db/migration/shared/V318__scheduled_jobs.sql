-- When each job is due and which process runs it: one row a job, in the shape that db-scheduler takes. What came of runs stands
-- in shared.job_run. The rows follow from the runs and the schedules, and are made anew where they are missing.
create table shared.scheduled_job (
  task_name            text not null,
  task_instance        text not null,
  task_data            bytea,
  execution_time       timestamptz not null,
  picked               boolean not null,
  picked_by            text,
  last_success         timestamptz,
  last_failure         timestamptz,
  consecutive_failures int,
  last_heartbeat       timestamptz,
  version              bigint not null,
  primary key (task_name, task_instance)
);
grant select, insert, update on shared.scheduled_job to ${app_user};
