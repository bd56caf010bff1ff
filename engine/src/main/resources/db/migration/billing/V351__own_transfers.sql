-- A partner's statement shows the bank's references of its own top-ups and payments; see shared.own_partner().
grant usage on schema billing to ${partner_reader};

alter table billing.top_up enable row level security;
create policy engine on billing.top_up to ${app_user} using (true) with check (true);
create policy own_rows on billing.top_up for select to ${partner_reader} using (partner = shared.own_partner());
grant select (id, partner, bank_reference) on billing.top_up to ${partner_reader};

alter table billing.payment enable row level security;
create policy engine on billing.payment to ${app_user} using (true) with check (true);
create policy own_rows on billing.payment for select to ${partner_reader} using (partner = shared.own_partner());
grant select (id, partner, bank_reference) on billing.payment to ${partner_reader};
