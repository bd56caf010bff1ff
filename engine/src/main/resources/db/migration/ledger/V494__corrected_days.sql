-- How often a summed day got late lines. Other modules that store sums of a day store this number too, and read the lines again after it has changed.
create table ledger.corrected_day (
  day         date primary key,
  corrections int not null
);
grant select on ledger.corrected_day to ${app_user};

-- As before; it also counts the corrections.
create or replace function ledger.correct_days() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
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
  insert into ledger.corrected_day as c (day, corrections)
    select w.day, 1 from (select distinct (at at time zone 'Asia/Jakarta')::date as day from written) w
    where w.day <= summed
    on conflict (day) do update set corrections = c.corrections + 1;
  return null;
end $$;

-- For other modules: the day of the first line. Each account is one index look-up.
create function ledger.first_day() returns date language sql stable as $$
  select (min(f.at) at time zone 'Asia/Jakarta')::date from ledger.account a
  cross join lateral (select l.at from ledger.line l where l.account = a.id order by l.at limit 1) f
$$;

-- For other modules: how often a day got lines after it was summed.
create function ledger.corrections_of(summed date) returns int language sql stable as $$
  select coalesce((select c.corrections from ledger.corrected_day c where c.day = summed), 0)
$$;

-- For other modules: the days that are summed, from the first line on.
create function ledger.summed_days() returns setof date language sql stable as $$
  select d::date from ledger.summed_day s, generate_series(ledger.first_day()::timestamp, s.day::timestamp, interval '1 day') d
$$;
