-- Two people add versions of the formats of statements; no version changes.
grant insert on reconciliation.profile to ${app_user};

-- As the providers document their columns; version 1 was from memory.
insert into reconciliation.profile (name, version, note, created_at, body) values
('XENDIT_TRANSACTIONS', 2, 'Xendit''s transactions report, version 2 (docs.xendit.co/docs/transactions-report): one row a transaction with its fee and VAT; rows of other states moved no money. The page lists Status, Type, Channel, Channel Name, Account Number, Currency, Amount, Total Fee, Total VAT and Net Amount; Reference, Transaction ID and Created Date are as in Xendit''s balance report and were not seen in a file. It has no trailer.', now(), '{
  "separator": ",", "encoding": "UTF-8", "zone": "Asia/Jakarta", "numbers": "POINT", "sign": "BY_KIND", "fees": "COLUMN", "times": ["ISO", "yyyy-MM-dd HH:mm:ss"],
  "columns": {"status": "Status", "kind": "Type", "wallet": "Channel Name", "our_reference": "Reference", "provider_reference": "Transaction ID", "amount": "Amount", "fee": "Total Fee", "vat": "Total VAT", "at": "Created Date"},
  "kinds": {"DISBURSEMENT": "PAYMENT", "BATCH_DISBURSEMENT": "PAYMENT", "TOPUP": "TOP_UP", "WITHDRAWAL": "-OTHER", "REMITTANCE_PAYOUT": "-OTHER", "PLATFORM_FEE": "-OTHER"},
  "statuses": ["SUCCESS", "SUCCESSFUL"], "wallets": {"LINKAJA": "LSAJA", "GOPAY": "GPAID"}, "trailer": null}'),
('MIDTRANS_STATEMENT', 2, 'The transaction history of Midtrans'' payouts (docs.midtrans.com/reference/transaction-history, GET /api/v1/statements) as CSV: one row a movement, debit or credit says its direction, fees are rows with the payout''s reference. The column account names a bank and not the wallet. It has no trailer.', now(), '{
  "separator": ",", "encoding": "UTF-8", "zone": "Asia/Jakarta", "numbers": "POINT", "sign": "BY_KIND", "fees": "ROWS", "times": ["ISO", "yyyy-MM-dd HH:mm:ss"],
  "columns": {"provider_reference": "reference_no", "msisdn": "beneficiary_account", "type": "type", "kind": "status", "amount": "amount", "at": "created_at"},
  "kinds": {"Payout/debit": "PAYMENT", "Payout fee/debit": "FEE", "Refund/credit": "REVERSAL", "Account validation fee/debit": "FEE", "Topup/credit": "TOP_UP", "Topup reversal/debit": "-TOP_UP", "debit": "-OTHER", "credit": "OTHER"},
  "statuses": [], "wallets": {}, "trailer": null}');
