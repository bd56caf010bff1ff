-- The oldest engine that may run on this schema, named by the newest migration that it brings. A migration that takes away
-- or renames what older engines use raises it (`update shared.oldest_engine set migration = '…'`); one that only adds
-- leaves it, so that a rolling restart, and the way back from it, need no break. An engine that does not migrate reads it too.
create table shared.oldest_engine (
  only_row boolean primary key default true check (only_row),
  migration text not null check (migration ~ '^[0-9]+([.][0-9]+)*$')
);
insert into shared.oldest_engine (migration) values ('185');
grant select on shared.oldest_engine to ${app_user};
