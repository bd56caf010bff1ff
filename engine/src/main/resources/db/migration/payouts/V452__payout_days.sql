-- Sums of each day in Asia/Jakarta, so that totals of many days do not read each payout. Only what ended before payouts.summed_until is in
-- them; a job moves this time on, up to an hour ago. Readers add what ended later or is still open.

-- Payouts that have ended, by the day on which they were ordered.
create table payouts.payout_day (
  day     date not null,
  partner bigint not null,
  state   text not null check (state in ('PAID', 'CANCELLED')),
  payouts bigint not null,
  amount  numeric(20, 2) not null,
  primary key (day, partner, state)
);
grant select, insert, update on payouts.payout_day to ${app_user};

-- Payments that arrived and did not come back, by the day on which they ended.
create table payouts.attempt_day (
  day        date not null,
  partner    bigint not null,
  provider   text not null,
  attempts   bigint not null,
  amount     numeric(20, 2) not null,
  fee        numeric(20, 2) not null,
  direct_fee numeric(20, 2) not null,
  primary key (day, partner, provider)
);
grant select, insert, update on payouts.attempt_day to ${app_user};

-- No row before the first sums.
create table payouts.summed_until (
  one   boolean primary key default true check (one),
  until timestamptz not null
);
grant select, insert, update on payouts.summed_until to ${app_user};

-- A payout that changes after it was summed, as when its payment comes back, or that ends in the past, as after a wrong clock, corrects the
-- sums in its own transaction. The job and such transactions wait for each other, so a change is in the job's sum or sees the sum.
create function payouts.correct_payout_days() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  summed timestamptz;
begin
  perform pg_advisory_xact_lock(hashtext('payouts.summed_until'));
  summed := (select s.until from payouts.summed_until s);
  if tg_op = 'UPDATE' then
    if old.state in ('PAID', 'CANCELLED') and old.ended_at < summed then
      update payouts.payout_day d set payouts = d.payouts - 1, amount = d.amount - old.amount
        where d.day = (old.created_at at time zone 'Asia/Jakarta')::date and d.partner = old.partner and d.state = old.state;
    end if;
  end if;
  if new.state in ('PAID', 'CANCELLED') and new.ended_at < summed then
    insert into payouts.payout_day as d (day, partner, state, payouts, amount)
      values ((new.created_at at time zone 'Asia/Jakarta')::date, new.partner, new.state, 1, new.amount)
      on conflict (day, partner, state) do update set payouts = d.payouts + 1, amount = d.amount + excluded.amount;
  end if;
  return null;
end $$;
create trigger payout_corrects_days_as_it_changes after update on payouts.payout for each row
  when ((old.state in ('PAID', 'CANCELLED')
      or (new.state in ('PAID', 'CANCELLED') and new.ended_at < clock_timestamp() - interval '10 minutes'))
    and (old.state, old.amount, old.ended_at, old.created_at, old.partner)
      is distinct from (new.state, new.amount, new.ended_at, new.created_at, new.partner))
  execute function payouts.correct_payout_days();
create trigger payout_corrects_days_as_it_ended after insert on payouts.payout for each row
  when (new.state in ('PAID', 'CANCELLED') and new.ended_at < clock_timestamp() - interval '10 minutes')
  execute function payouts.correct_payout_days();

create function payouts.correct_attempt_days() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  summed timestamptz;
begin
  perform pg_advisory_xact_lock(hashtext('payouts.summed_until'));
  summed := (select s.until from payouts.summed_until s);
  if tg_op = 'UPDATE' then
    if old.state = 'SUCCEEDED' and old.ended_at < summed then
      update payouts.attempt_day d set attempts = d.attempts - 1, amount = d.amount - old.amount, fee = d.fee - old.fee,
          direct_fee = d.direct_fee - coalesce(old.direct_fee, old.fee)
        where d.day = (old.ended_at at time zone 'Asia/Jakarta')::date and d.partner = old.partner and d.provider = old.provider;
    end if;
  end if;
  if new.state = 'SUCCEEDED' and new.ended_at < summed then
    insert into payouts.attempt_day as d (day, partner, provider, attempts, amount, fee, direct_fee)
      values ((new.ended_at at time zone 'Asia/Jakarta')::date, new.partner, new.provider, 1, new.amount, new.fee,
        coalesce(new.direct_fee, new.fee))
      on conflict (day, partner, provider) do update set attempts = d.attempts + 1, amount = d.amount + excluded.amount,
        fee = d.fee + excluded.fee, direct_fee = d.direct_fee + excluded.direct_fee;
  end if;
  return null;
end $$;
create trigger attempt_corrects_days_as_it_changes after update on payouts.attempt for each row
  when ((old.state = 'SUCCEEDED'
      or (new.state = 'SUCCEEDED' and new.ended_at < clock_timestamp() - interval '10 minutes'))
    and (old.state, old.amount, old.fee, old.direct_fee, old.ended_at, old.provider, old.partner)
      is distinct from (new.state, new.amount, new.fee, new.direct_fee, new.ended_at, new.provider, new.partner))
  execute function payouts.correct_attempt_days();
create trigger attempt_corrects_days_as_it_ended after insert on payouts.attempt for each row
  when (new.state = 'SUCCEEDED' and new.ended_at < clock_timestamp() - interval '10 minutes')
  execute function payouts.correct_attempt_days();
