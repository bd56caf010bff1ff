-- What each account had at the end of each day in Asia/Jakarta on which it moved, so that a balance is not summed from the
-- first line on. A job sums up days that ended more than an hour ago.
create table ledger.day_balance (
  account bigint not null,
  day     date not null,
  balance numeric(20, 2) not null,
  primary key (account, day)
);
grant select, insert on ledger.day_balance to ${app_user};

-- The last day that is summed up; no row before the first.
create table ledger.summed_day (
  one boolean primary key default true check (one),
  day date not null
);
grant select, insert, update on ledger.summed_day to ${app_user};

-- A line of a day that is summed up already, as after a wrong clock, is added to that day and to all days after it.
create function ledger.correct_days() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  summed date;
begin
  -- The job that sums up a day and transactions with old lines wait for each other: a line is in the job's sum or sees the sum, and
  -- two corrections see each other.
  if exists (select from written where at < clock_timestamp() - interval '10 minutes') then
    perform pg_advisory_xact_lock(hashtext('ledger.summed_day'));
  end if;
  summed := (select s.day from ledger.summed_day s);
  if summed is null or not exists (
      select from written where at < ((summed + 1)::timestamp at time zone 'Asia/Jakarta')) then
    return null;
  end if;
  insert into ledger.day_balance (account, day, balance)
    select w.account, w.day, coalesce((
      select d.balance from ledger.day_balance d where d.account = w.account and d.day < w.day order by d.day desc limit 1), 0)
    from (select distinct account, (at at time zone 'Asia/Jakarta')::date as day from written) w
    where w.day <= summed
    on conflict do nothing;
  update ledger.day_balance d set balance = d.balance + (
      select sum(w.amount) from written w
      where w.account = d.account and (w.at at time zone 'Asia/Jakarta')::date <= d.day)
    where exists (
      select from written w where w.account = d.account and (w.at at time zone 'Asia/Jakarta')::date <= d.day);
  return null;
end $$;
create trigger line_corrects_days after insert on ledger.line
  referencing new table as written for each statement execute function ledger.correct_days();
