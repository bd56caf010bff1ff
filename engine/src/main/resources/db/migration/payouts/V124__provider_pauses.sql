-- Who paused a provider, when and why; null where it is not paused.
alter table payouts.provider add column paused_reason text;
alter table payouts.provider add column paused_by text;
alter table payouts.provider add column paused_at timestamptz;

-- What the breaker of each process says of each provider, as of a moment ago.
create table payouts.provider_health (
  provider text not null,
  process  uuid not null,
  healthy  boolean not null,
  seen_at  timestamptz not null,
  primary key (provider, process)
);
grant select, insert, update, delete on payouts.provider_health to ${app_user};
