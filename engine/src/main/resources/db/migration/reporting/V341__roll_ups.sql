create schema reporting;
grant usage on schema reporting to ${app_user};

-- Roll-ups exist in up to two copies: reports read the one in use, a rebuild fills the other.
create table reporting.copy (
  number smallint primary key check (number in (1, 2)),
  state  text not null check (state in ('IN_USE', 'REBUILDING', 'EMPTY')),
  since  timestamptz not null
);
create unique index copy_in_use on reporting.copy (state) where state = 'IN_USE';
insert into reporting.copy (number, state, since) values (1, 'IN_USE', now()), (2, 'EMPTY', now());
grant select, update on reporting.copy to ${app_user};

-- Accepted purchases. The hour's begin; hours of Asia/Jakarta are whole hours of UTC. Rule 0: the event named no rule.
create table reporting.purchase_hour (
  copy          smallint not null,
  hour          timestamptz not null,
  partner       bigint not null,
  rule          bigint not null,
  rule_version  int not null,
  wallet        text not null,
  tier          text not null,
  purchases     bigint not null,
  quantity      bigint not null,
  amount        numeric(20, 2) not null,
  cashback      numeric(20, 2) not null,
  reward        numeric(20, 2) not null,
  -- Cashback and reward that waited for the partner's money.
  held          numeric(20, 2) not null,
  new_customers bigint not null,
  primary key (copy, hour, partner, rule, rule_version, wallet, tier)
);
grant select, insert, update, delete on reporting.purchase_hour to ${app_user};

-- What happened to payouts. What takes money back is a negative row in its own hour.
create table reporting.payout_hour (
  copy     smallint not null,
  hour     timestamptz not null,
  partner  bigint not null,
  -- Empty where no provider had a part in it.
  provider text not null,
  wallet   text not null,
  outcome  text not null,
  payouts  bigint not null,
  amount   numeric(20, 2) not null,
  fee      numeric(20, 2) not null,
  -- How much more the wallet's own provider, and the next best one, would have charged. Zero where events do not say it.
  saved_on_direct numeric(20, 2) not null,
  saved_on_next   numeric(20, 2) not null,
  primary key (copy, hour, partner, provider, wallet, outcome)
);
grant select, insert, update, delete on reporting.payout_hour to ${app_user};

-- What events say of each account, by the day in Asia/Jakarta: debits are positive. Must equal the ledger.
create table reporting.account_day (
  copy     smallint not null,
  day      date not null,
  account  text not null,
  owner    text not null,
  movement text not null,
  amount   numeric(20, 2) not null,
  primary key (copy, day, account, owner, movement)
);
grant select, insert, update, delete on reporting.account_day to ${app_user};

-- Customers with their first purchase at a partner, by month in Asia/Jakarta (the month's first day).
create table reporting.new_customer_month (
  copy      smallint not null,
  month     date not null,
  partner   bigint not null,
  customers bigint not null,
  primary key (copy, month, partner)
);
grant select, insert, update, delete on reporting.new_customer_month to ${app_user};

-- Events of engines before this version that do not say what they moved.
create table reporting.silent_day (
  copy   smallint not null,
  day    date not null,
  events bigint not null,
  primary key (copy, day)
);
grant select, insert, update, delete on reporting.silent_day to ${app_user};

-- The latest comparison of each day with the ledger.
create table reporting.ledger_check (
  day      date primary key,
  state    text not null check (state in ('EQUAL', 'DIFFERENT', 'NOT_KNOWN')),
  -- The sum of all differences, each without its sign.
  residual numeric(20, 2) not null check (residual >= 0),
  as_of    timestamptz not null
);
grant select, insert, update, delete on reporting.ledger_check to ${app_user};

create table reporting.ledger_difference (
  day       date not null,
  account   text not null,
  owner     text not null,
  movement  text not null,
  rolled_up numeric(20, 2) not null,
  ledger    numeric(20, 2) not null,
  primary key (day, account, owner, movement)
);
grant select, insert, update, delete on reporting.ledger_difference to ${app_user};

-- What reports read: the copy in use.
create view reporting.purchases_by_hour as
  select hour, partner, rule, rule_version, wallet, tier, purchases, quantity, amount, cashback, reward, held, new_customers
  from reporting.purchase_hour where copy = (select number from reporting.copy where state = 'IN_USE');
create view reporting.payouts_by_hour as
  select hour, partner, provider, wallet, outcome, payouts, amount, fee, saved_on_direct, saved_on_next
  from reporting.payout_hour where copy = (select number from reporting.copy where state = 'IN_USE');
create view reporting.accounts_by_day as
  select day, account, owner, movement, amount
  from reporting.account_day where copy = (select number from reporting.copy where state = 'IN_USE');
create view reporting.new_customers_by_month as
  select month, partner, customers
  from reporting.new_customer_month where copy = (select number from reporting.copy where state = 'IN_USE');
grant select on reporting.purchases_by_hour, reporting.payouts_by_hour, reporting.accounts_by_day,
  reporting.new_customers_by_month to ${app_user};
