-- v1 names a transaction by a number. It is given when an officer first sees the transaction, so that accepting pays
-- nothing for it; once given it stays.
create table cashback.transaction_number (
  number   bigint generated always as identity primary key,
  purchase uuid not null unique,
  partner  bigint not null
);
grant select, insert on cashback.transaction_number to ${app_user};
