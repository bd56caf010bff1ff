-- A known text, sealed under the master key: an engine whose key does not open it does not start.
create table shared.key_check (
  only_one    boolean primary key default true check (only_one),
  sealed_text bytea not null
);
grant select, insert, update on shared.key_check to ${app_user};
