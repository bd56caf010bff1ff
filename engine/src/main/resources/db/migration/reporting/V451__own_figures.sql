-- A partner's own figures, for reads on its behalf; see shared.own_partner(). The views read with the rights of their reader.
-- Views first, as reports lock them: otherwise a running report and this migration could wait for each other.
alter view reporting.purchases_by_hour set (security_invoker = true);
alter view reporting.payouts_by_hour set (security_invoker = true);

grant usage on schema reporting to ${partner_reader};

alter table reporting.purchase_hour enable row level security;
create policy engine on reporting.purchase_hour to ${app_user} using (true) with check (true);
create policy own_rows on reporting.purchase_hour for select to ${partner_reader} using (partner = shared.own_partner());
grant select on reporting.purchase_hour to ${partner_reader};

alter table reporting.payout_hour enable row level security;
create policy engine on reporting.payout_hour to ${app_user} using (true) with check (true);
create policy own_rows on reporting.payout_hour for select to ${partner_reader} using (partner = shared.own_partner());
grant select on reporting.payout_hour to ${partner_reader};

grant select on reporting.copy, reporting.purchases_by_hour, reporting.payouts_by_hour to ${partner_reader};
