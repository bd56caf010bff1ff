create schema loyalty;
grant usage on schema loyalty to ${app_user};
insert into shared.data_version values ('tiers', 1);

create table loyalty.tier (
  code       text primary key,
  grade      int not null unique check (grade > 0),
  last_count int not null check (last_count > 0),
  lasts_days int not null check (lasts_days > 0)
);
create table loyalty.reward (
  tier   text not null references loyalty.tier,
  count  int not null check (count > 0),
  amount numeric(20, 2) not null check (amount > 0),
  primary key (tier, count)
);
grant select, insert, update, delete on loyalty.tier, loyalty.reward to ${app_user};

create table loyalty.member (
  partner    bigint not null,
  msisdn     text not null,
  tier       text not null,
  recurring  int not null check (recurring > 0),
  -- How many times this customer has entered a tier; with the count it names a reward that is paid once ever.
  entry      int not null check (entry > 0),
  expires_on date not null,
  primary key (partner, msisdn)
) with (fillfactor = 80);
create index member_expiry on loyalty.member (expires_on);
grant select, insert, update on loyalty.member to ${app_user};

-- Every move: entering, going up, starting again, expiring.
create table loyalty.journey (
  partner    bigint not null,
  msisdn     text not null,
  entry      int not null,
  cause      text not null check (cause in ('JOINED', 'PROMOTED', 'RENEWED', 'EXPIRED')),
  from_tier  text,
  to_tier    text not null,
  expires_on date not null,
  purchase   uuid,
  at         timestamptz not null,
  primary key (partner, msisdn, entry)
);
grant select, insert on loyalty.journey to ${app_user};
