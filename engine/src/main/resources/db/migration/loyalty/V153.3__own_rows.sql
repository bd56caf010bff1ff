-- A partner's own customers, for reads on its behalf; see shared.own_partner().
grant usage on schema loyalty to ${partner_reader};

alter table loyalty.member enable row level security;
create policy engine on loyalty.member to ${app_user} using (true) with check (true);
create policy own_rows on loyalty.member for select to ${partner_reader} using (partner = shared.own_partner());
grant select on loyalty.member to ${partner_reader};

alter table loyalty.journey enable row level security;
create policy engine on loyalty.journey to ${app_user} using (true) with check (true);
create policy own_rows on loyalty.journey for select to ${partner_reader} using (partner = shared.own_partner());
grant select on loyalty.journey to ${partner_reader};
