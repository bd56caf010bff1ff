-- A partner's own accounts, for reads on its behalf; see shared.own_partner(). A partner's accounts carry its code.
grant usage on schema ledger to ${partner_reader};

alter table ledger.account enable row level security;
create policy engine on ledger.account to ${app_user} using (true) with check (true);
create policy own_rows on ledger.account for select to ${partner_reader} using (kind in ('FUNDING', 'RECEIVABLE', 'CLAWBACK') and owner = (select partners.own_code()));
grant select on ledger.account to ${partner_reader};

alter table ledger.line enable row level security;
create policy engine on ledger.line to ${app_user} using (true) with check (true);
create policy own_rows on ledger.line for select to ${partner_reader} using (account in (select a.id from ledger.account a));
grant select on ledger.line to ${partner_reader};

alter table ledger.funding_slot enable row level security;
create policy engine on ledger.funding_slot to ${app_user} using (true) with check (true);
create policy own_rows on ledger.funding_slot for select to ${partner_reader} using (partner = shared.own_partner());
grant select on ledger.funding_slot to ${partner_reader};
