-- Facts that a consumer could not take: it went on without them, people look why, and have them handed over once more.
-- The fact itself stands in the log, from which nothing is deleted; a foreign key would lock the log while it is made. The reason names a failure and its place, never what the fact says.
create table facts.set_aside (
  consumer     text not null,
  xid          xid8 not null,
  id           bigint not null,
  reason       text not null,
  tries        int not null default 1,
  set_aside_at timestamptz not null,
  tried_at     timestamptz not null,
  primary key (consumer, xid, id)
);
grant select, insert, update, delete on facts.set_aside to ${app_user};
