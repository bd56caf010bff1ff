-- Every migration runs as the owner of the schema; the engine itself connects as ${app_user} and has only the rights
-- that are granted here and in the other modules' migrations.
create schema shared;
grant usage on schema shared to ${app_user};

-- One row for each kind of settings that processes keep in memory. A change raises it in its own transaction.
create table shared.data_version (
  name    text primary key,
  version bigint not null
);
grant select, update on shared.data_version to ${app_user};
