-- An account's balance before a time: that of the last day which is summed up and ended before, and the lines since.
create function ledger.balance_before(of_account bigint, before_at timestamptz) returns numeric
  language sql stable as $$
  select coalesce((
      select d.balance from ledger.day_balance d
      where d.account = of_account and d.day <= s.day order by d.day desc limit 1), 0)
    + coalesce((
      select sum(l.amount) from ledger.line l
      where l.account = of_account and l.at < before_at
        and l.at >= coalesce((s.day + 1)::timestamp at time zone 'Asia/Jakarta', '-infinity')), 0)
  from (
    select case when max(day) is null then null
      else least(max(day), (before_at at time zone 'Asia/Jakarta')::date - 1) end as day
    from ledger.summed_day) s
$$;
revoke execute on function ledger.balance_before(bigint, timestamptz) from public;
grant execute on function ledger.balance_before(bigint, timestamptz) to ${app_user};
