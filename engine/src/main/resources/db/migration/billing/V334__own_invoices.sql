-- A partner's own invoices, for reads on its behalf; see shared.own_partner().
grant usage on schema billing to ${partner_reader};

alter table billing.invoice enable row level security;
create policy engine on billing.invoice to ${app_user} using (true) with check (true);
create policy own_rows on billing.invoice for select to ${partner_reader} using (partner = shared.own_partner());
grant select on billing.invoice to ${partner_reader};

alter table billing.credit_note enable row level security;
create policy engine on billing.credit_note to ${app_user} using (true) with check (true);
create policy own_rows on billing.credit_note for select to ${partner_reader} using (exists (select from billing.invoice i where i.id = invoice));
grant select on billing.credit_note to ${partner_reader};

alter table billing.tax_number enable row level security;
create policy engine on billing.tax_number to ${app_user} using (true) with check (true);
create policy own_rows on billing.tax_number for select to ${partner_reader} using (exists (select from billing.invoice i where i.id = invoice));
grant select on billing.tax_number to ${partner_reader};

alter table billing.withholding enable row level security;
create policy engine on billing.withholding to ${app_user} using (true) with check (true);
create policy own_rows on billing.withholding for select to ${partner_reader} using (exists (select from billing.invoice i where i.id = invoice));
grant select on billing.withholding to ${partner_reader};

alter table billing.invoice_payment enable row level security;
create policy engine on billing.invoice_payment to ${app_user} using (true) with check (true);
create policy own_rows on billing.invoice_payment for select to ${partner_reader} using (partner = shared.own_partner());
grant select on billing.invoice_payment to ${partner_reader};

alter table billing.allocation enable row level security;
create policy engine on billing.allocation to ${app_user} using (true) with check (true);
create policy own_rows on billing.allocation for select to ${partner_reader} using (exists (select from billing.invoice i where i.id = invoice));
grant select on billing.allocation to ${partner_reader};
