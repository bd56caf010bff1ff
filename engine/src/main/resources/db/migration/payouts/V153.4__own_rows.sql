-- A partner's own payouts, for reads on its behalf; see shared.own_partner().
grant usage on schema payouts to ${partner_reader};

alter table payouts.payout enable row level security;
create policy engine on payouts.payout to ${app_user} using (true) with check (true);
create policy own_rows on payouts.payout for select to ${partner_reader} using (partner = shared.own_partner());
grant select on payouts.payout to ${partner_reader};

alter table payouts.item enable row level security;
create policy engine on payouts.item to ${app_user} using (true) with check (true);
create policy own_rows on payouts.item for select to ${partner_reader} using (exists (select from payouts.payout p where p.id = payout));
grant select on payouts.item to ${partner_reader};

alter table payouts.attempt enable row level security;
create policy engine on payouts.attempt to ${app_user} using (true) with check (true);
create policy own_rows on payouts.attempt for select to ${partner_reader} using (partner = shared.own_partner());
grant select on payouts.attempt to ${partner_reader};
