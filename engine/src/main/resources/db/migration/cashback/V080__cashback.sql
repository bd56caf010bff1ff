create schema cashback;
grant usage on schema cashback to ${app_user};
insert into shared.data_version values ('cashback_rules', 1);

-- Bands include their lower and exclude their upper end; null is unbounded. A rule without partner or wallet is for all.
create table cashback.rule (
  id              bigint not null,
  version         int not null,
  partner         bigint,
  wallet          text,
  quantity_from   int not null check (quantity_from > 0),
  quantity_below  int check (quantity_below > quantity_from),
  amount_from     numeric(20, 2) not null check (amount_from >= 0),
  amount_below    numeric(20, 2) check (amount_below > amount_from),
  percent         numeric(7, 4) not null check (percent >= 0 and percent <= 100),
  cap             numeric(20, 2) check (cap >= 0),
  valid_from      timestamptz not null,
  valid_until     timestamptz,
  primary key (id, version)
);
grant select, insert, update on cashback.rule to ${app_user};

-- A partner's reference is taken once, for ever: a table of its own, never partitioned by time. The fingerprint tells a
-- repeat from a conflict.
create table cashback.reference (
  partner     bigint not null,
  reference   text not null,
  fingerprint bytea not null,
  purchase    uuid not null,
  primary key (partner, reference)
);
grant select, insert on cashback.reference to ${app_user};

create table cashback.purchase (
  id            uuid primary key,
  partner       bigint not null,
  reference     text not null,
  msisdn        text not null,
  email         text,
  wallet        text not null,
  quantity      int not null check (quantity > 0),
  amount        numeric(20, 2) not null check (amount > 0),
  cashback      numeric(20, 2) not null check (cashback >= 0),
  reward        numeric(20, 2) not null check (reward >= 0),
  rule          bigint not null,
  rule_version  int not null,
  tier_before   text,
  tier          text not null,
  recurring     int not null,
  entry         int not null,
  trace         jsonb not null,
  accepted_at   timestamptz not null
);
grant select, insert on cashback.purchase to ${app_user};
