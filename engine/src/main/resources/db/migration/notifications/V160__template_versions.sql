-- A template is first what the engine brings along, its version 1. What people make of it are the versions from 2 on, a
-- row each: the newest is in force, and none is ever changed. What stood here until now was the first version of two.
delete from notifications.template;
alter table notifications.template
  drop constraint template_pkey,
  add column version int not null check (version > 1),
  add column at timestamptz not null,
  add column proposed_by text not null,
  add column approved_by text not null,
  add column reason text not null,
  add primary key (code, language, version);
revoke update on notifications.template from ${app_user};
