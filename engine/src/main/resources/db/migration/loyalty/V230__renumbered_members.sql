-- Customers whose number an older engine kept in another spelling than the canonical one: what became of each, and the row
-- as it was. An impossible number has no canonical one and stays a member as it is.
create table loyalty.renumbered (
  partner    bigint not null,
  msisdn     text not null,
  at         timestamptz not null,
  outcome    text not null check (outcome in ('RENAMED', 'MERGED', 'IMPOSSIBLE')),
  canonical  text,
  tier       text not null,
  recurring  int not null,
  entry      int not null,
  expires_on date not null,
  purchases  int not null,
  amount     numeric(20, 2) not null,
  cashback   numeric(20, 2) not null,
  rewards    numeric(20, 2) not null,
  primary key (at, partner, msisdn),
  check ((canonical is null) = (outcome = 'IMPOSSIBLE'))
);
-- An impossible number is listed once.
create unique index renumbered_impossible on loyalty.renumbered (partner, msisdn) where outcome = 'IMPOSSIBLE';
grant select, insert on loyalty.renumbered to ${app_user};
-- The row of a merged customer goes; its content stays in the table above.
grant delete on loyalty.member to ${app_user};
