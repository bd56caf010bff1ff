-- What people call a rule. It decides nothing, so a single person may change it.
create table cashback.rule_name (
  rule        bigint primary key,
  name        text not null check (length(name) between 1 and 60),
  description text check (length(description) between 1 and 500)
);
grant select, insert, update on cashback.rule_name to ${app_user};
