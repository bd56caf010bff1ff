-- Beside the cap for one purchase: what a rule gives one customer in a day, week or month of Asia/Jakarta, and what it
-- gives in all, over its versions.
alter table cashback.rule add column customer_cap numeric(20, 2) check (customer_cap >= 0);
alter table cashback.rule add column customer_period text check (customer_period in ('DAY', 'WEEK', 'MONTH'));
alter table cashback.rule add check ((customer_cap is null) = (customer_period is null));
alter table cashback.rule add column budget numeric(20, 2) check (budget >= 0);
-- It began when it was approved, whatever another process's clock says.
alter table cashback.rule add column at_once boolean not null default false;
-- The approval that brought it about; null where it was there from the first.
alter table cashback.rule add column approval uuid;
-- Ids of rules that people propose.
create sequence cashback.rule_id start 101;
grant usage on sequence cashback.rule_id to ${app_user};

-- What rules with a budget have given; the budget is the one under which it was last added to.
create table cashback.rule_budget (
  rule   bigint primary key,
  spent  numeric(20, 2) not null check (spent >= 0),
  budget numeric(20, 2) not null
) with (fillfactor = 50);
-- What rules with a customer's cap have given a customer in the period that began on a day.
create table cashback.rule_customer (
  rule    bigint not null,
  partner bigint not null,
  msisdn  text not null,
  period  text not null,
  since   date not null,
  spent   numeric(20, 2) not null check (spent >= 0),
  version int not null,
  primary key (rule, partner, msisdn, period, since)
) with (fillfactor = 80);
grant select, insert, update on cashback.rule_budget, cashback.rule_customer to ${app_user};
