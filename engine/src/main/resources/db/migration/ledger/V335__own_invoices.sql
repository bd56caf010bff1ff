-- A partner also sees the account of its own invoices.
alter policy own_rows on ledger.account using (kind in ('FUNDING', 'RECEIVABLE', 'CLAWBACK', 'INVOICED') and owner = (select partners.own_code()));
