-- A partner's own purchases, for reads on its behalf; see shared.own_partner().
grant usage on schema cashback to ${partner_reader};

alter table cashback.purchase enable row level security;
create policy engine on cashback.purchase to ${app_user} using (true) with check (true);
create policy own_rows on cashback.purchase for select to ${partner_reader} using (partner = shared.own_partner());
grant select on cashback.purchase to ${partner_reader};

alter table cashback.reference enable row level security;
create policy engine on cashback.reference to ${app_user} using (true) with check (true);
create policy own_rows on cashback.reference for select to ${partner_reader} using (partner = shared.own_partner());
grant select on cashback.reference to ${partner_reader};

alter table cashback.transaction_number enable row level security;
create policy engine on cashback.transaction_number to ${app_user} using (true) with check (true);
create policy own_rows on cashback.transaction_number for select to ${partner_reader} using (partner = shared.own_partner());
grant select on cashback.transaction_number to ${partner_reader};
