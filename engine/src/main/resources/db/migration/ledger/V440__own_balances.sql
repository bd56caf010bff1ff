-- A partner's own balances are read from the sums of days too.
alter table ledger.day_balance enable row level security;
create policy engine on ledger.day_balance to ${app_user} using (true) with check (true);
create policy own_rows on ledger.day_balance for select to ${partner_reader} using (account in (select a.id from ledger.account a));
grant select on ledger.day_balance to ${partner_reader};
grant select on ledger.summed_day to ${partner_reader};
grant execute on function ledger.balance_before(bigint, timestamptz) to ${partner_reader};
