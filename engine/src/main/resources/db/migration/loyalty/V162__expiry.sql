-- Those who are due, in the order in which the job walks them. The usual purchase changes none of its columns, so that
-- it stays an update within its page.
create index member_due on loyalty.member (expires_on, partner, msisdn);
drop index loyalty.member_expiry;

-- Which customers were reminded of which stay's end, and how many days before; kept until the stay is over.
create table loyalty.reminder (
  partner     bigint not null,
  msisdn      text not null,
  entry       int not null,
  days_before int not null,
  expires_on  date not null,
  at          timestamptz not null,
  primary key (partner, msisdn, entry, days_before)
);
create index reminder_over on loyalty.reminder (expires_on);
grant select, insert, delete on loyalty.reminder to ${app_user};

-- Every ladder that was ever in force, the newest with the highest number; each is kept whole, as it is proposed whole.
create table loyalty.ladder_version (
  number      int primary key,
  tiers       jsonb not null,
  at          timestamptz not null,
  proposed_by text,
  approved_by text,
  reason      text
);
grant select, insert on loyalty.ladder_version to ${app_user};
-- The ladder of an installation that is older than its history.
insert into loyalty.ladder_version (number, tiers, at)
select 1, jsonb_agg(jsonb_build_object('code', t.code, 'grade', t.grade, 'lastCount', t.last_count,
  'lastsDays', t.lasts_days, 'rewards', (
    select coalesce(jsonb_agg(jsonb_build_object('count', r.count, 'amount', r.amount) order by r.count), '[]')
    from loyalty.reward r where r.tier = t.code)) order by t.grade), now()
from loyalty.tier t having count(*) > 0;
