-- When its process last said that a run goes on, by the database's clock: processes' clocks may differ by more than the
-- time after which a run that nobody speaks for is lost.
alter table shared.job_run add column seen_at timestamptz;
create index job_run_running on shared.job_run (started_at) where state = 'RUNNING';
