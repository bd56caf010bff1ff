-- A partner's own record, officers and keys, for reads on its behalf; see shared.own_partner(). Of a key what tells it
-- apart, never what signs with it.

alter table partners.partner enable row level security;
create policy engine on partners.partner to ${app_user} using (true) with check (true);
create policy own_rows on partners.partner for select to ${partner_reader} using (id = shared.own_partner());
grant select on partners.partner to ${partner_reader};

alter table partners.officer enable row level security;
create policy engine on partners.officer to ${app_user} using (true) with check (true);
create policy own_rows on partners.officer for select to ${partner_reader} using (partner = shared.own_partner());
grant select on partners.officer to ${partner_reader};

alter table partners.credential enable row level security;
create policy engine on partners.credential to ${app_user} using (true) with check (true);
create policy own_rows on partners.credential for select to ${partner_reader} using (partner = shared.own_partner());
grant select (id, partner, key_hint, created_at, expires_at, last_used_at) on partners.credential to ${partner_reader};
