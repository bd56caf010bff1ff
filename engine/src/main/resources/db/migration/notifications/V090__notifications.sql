create schema notifications;
grant usage on schema notifications to ${app_user};

insert into shared.data_version values ('templates', 1);

create table notifications.template (
  code     text not null,
  language text not null check (language in ('id', 'en')),
  subject  text not null,
  html     text not null,
  text     text not null,
  primary key (code, language)
);
grant select, insert, update on notifications.template to ${app_user};

-- The queue carries only the id, so that no address stands in a queue or a dead-letter queue.
create table notifications.email (
  id          uuid primary key,
  template    text not null,
  language    text not null,
  recipient   text not null,
  model       jsonb not null,
  state       text not null check (state in ('WAITING', 'QUEUED', 'SENDING', 'SENT', 'FAILED')),
  tries       int not null default 0,
  created_at  timestamptz not null,
  changed_at  timestamptz not null
);
create index email_waiting on notifications.email (created_at) where state = 'WAITING';
create index email_stuck on notifications.email (changed_at) where state in ('QUEUED', 'SENDING');
grant select, insert, update on notifications.email to ${app_user};
