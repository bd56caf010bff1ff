-- A provider may be switched off for one wallet without being paused as a whole. The approval is null for what was
-- there from the first.
alter table payouts.fee add column enabled boolean not null default true;
alter table payouts.fee add column approval uuid;

-- A wallet that is not active takes no new purchases; what was ordered before still goes out.
alter table payouts.wallet add column active boolean not null default true;
alter table payouts.wallet add column version int not null default 1;
create table payouts.wallet_version (
  code     text not null references payouts.wallet,
  version  int not null,
  name     text not null,
  minimum  numeric(20, 2) not null,
  maximum  numeric(20, 2) not null,
  active   boolean not null,
  approval uuid,
  primary key (code, version)
);
insert into payouts.wallet_version (code, version, name, minimum, maximum, active)
  select code, version, name, minimum, maximum, active from payouts.wallet;
grant select, insert on payouts.wallet_version to ${app_user};
