insert into reconciliation.profile (name, version, note, created_at, body) values
('MTRANS', 1, 'The file of the sandbox: one row a movement, the fee in a column, times in UTC.', now(), '{
  "separator": ",", "encoding": "UTF-8", "zone": "UTC", "numbers": "POINT", "sign": "OUT_POSITIVE", "fees": "COLUMN", "times": ["ISO"],
  "columns": {"provider": "provider", "our_reference": "external_id", "provider_reference": "provider_reference", "msisdn": "msisdn", "wallet": "wallet", "amount": "amount", "fee": "fee", "at": "at"},
  "kinds": {}, "statuses": [], "wallets": {}, "trailer": {"mark": "TRAILER", "rows": 1, "total": 2, "opening": 3, "closing": 4}}'),
('XENIT', 1, 'The file of the sandbox: one row a movement, the fee in a column, times in UTC.', now(), '{
  "separator": ",", "encoding": "UTF-8", "zone": "UTC", "numbers": "POINT", "sign": "OUT_POSITIVE", "fees": "COLUMN", "times": ["ISO"],
  "columns": {"provider": "provider", "our_reference": "external_id", "provider_reference": "provider_reference", "msisdn": "msisdn", "wallet": "wallet", "amount": "amount", "fee": "fee", "at": "at"},
  "kinds": {}, "statuses": [], "wallets": {}, "trailer": {"mark": "TRAILER", "rows": 1, "total": 2, "opening": 3, "closing": 4}}'),
('LSAJAH2H', 1, 'The file of the sandbox: tabs, amounts with two decimals, times in Jakarta.', now(), '{
  "separator": "\t", "encoding": "UTF-8", "zone": "Asia/Jakarta", "numbers": "POINT", "sign": "OUT_POSITIVE", "fees": "COLUMN", "times": ["yyyy-MM-dd HH:mm:ss"],
  "columns": {"provider": "provider", "our_reference": "external_id", "provider_reference": "provider_reference", "msisdn": "msisdn", "wallet": "wallet", "amount": "amount", "fee": "fee", "at": "at"},
  "kinds": {}, "statuses": [], "wallets": {}, "trailer": {"mark": "TRAILER", "rows": 1, "total": 2, "opening": 3, "closing": 4}}'),
('GOPAIDH2H', 1, 'The file of the sandbox: semicolons, a byte order mark, amounts such as 10.000,00, times in Jakarta, no reference of ours.', now(), '{
  "separator": ";", "encoding": "UTF-8", "zone": "Asia/Jakarta", "numbers": "COMMA", "sign": "OUT_POSITIVE", "fees": "COLUMN", "times": ["dd/MM/yyyy HH:mm:ss"],
  "columns": {"provider": "provider", "our_reference": "external_id", "provider_reference": "provider_reference", "msisdn": "msisdn", "wallet": "wallet", "amount": "amount", "fee": "fee", "at": "at"},
  "kinds": {}, "statuses": [], "wallets": {}, "trailer": {"mark": "TRAILER", "rows": 1, "total": 2, "opening": 3, "closing": 4}}'),
('JOSVOH2H', 1, 'The file of the sandbox: payments are negative, fees are rows of their own with the payment''s reference.', now(), '{
  "separator": ",", "encoding": "UTF-8", "zone": "UTC", "numbers": "POINT", "sign": "OUT_NEGATIVE", "fees": "ROWS", "times": ["ISO"],
  "columns": {"provider": "provider", "our_reference": "external_id", "provider_reference": "provider_reference", "msisdn": "msisdn", "wallet": "wallet", "amount": "amount", "kind": "kind", "at": "at"},
  "kinds": {"PAYMENT": "PAYMENT", "FEE": "FEE", "REVERSAL": "REVERSAL"}, "statuses": [], "wallets": {}, "trailer": {"mark": "TRAILER", "rows": 1, "total": 2, "opening": 3, "closing": 4}}'),
('XENDIT_BALANCE', 1, 'Xendit''s balance report, as docs.xendit.co/docs/balance-report lists its columns: a row each for transaction, fee and VAT, which share the transaction''s id; the balance after each row. It has no trailer.', now(), '{
  "separator": ",", "encoding": "UTF-8", "zone": "Asia/Jakarta", "numbers": "POINT", "sign": "BY_KIND", "fees": "ROWS", "times": ["ISO", "yyyy-MM-dd HH:mm:ss"],
  "columns": {"provider_reference": "Transaction ID", "our_reference": "Reference", "type": "Transaction Type", "kind": "Line Type", "wallet": "Payment Channel", "amount": "Amount", "balance": "Balance", "at": "Created Date"},
  "kinds": {"TOPUP/TRANSACTION": "TOP_UP", "TRANSACTION": "PAYMENT", "FEE": "FEE", "VAT": "VAT", "TRANSACTION_REVERSAL": "REVERSAL", "FEE_REVERSAL": "+FEE", "VAT_REVERSAL": "+VAT"},
  "statuses": [], "wallets": {"LINKAJA": "LSAJA", "GOPAY": "GPAID"}, "trailer": null}'),
('XENDIT_TRANSACTIONS', 1, 'Xendit''s transactions report (docs.xendit.co/docs/reports-overview): one row a transaction with its fee and the fee''s VAT; rows of other states than SUCCESSFUL moved no money. It has no trailer.', now(), '{
  "separator": ",", "encoding": "UTF-8", "zone": "Asia/Jakarta", "numbers": "POINT", "sign": "BY_KIND", "fees": "COLUMN", "times": ["ISO", "yyyy-MM-dd HH:mm:ss"],
  "columns": {"status": "Status", "kind": "Type", "wallet": "Channel", "our_reference": "Reference", "provider_reference": "Transaction ID", "amount": "Amount", "fee": "Fee", "vat": "Fee VAT", "at": "Created Date"},
  "kinds": {"DISBURSEMENT": "PAYMENT", "BATCH_DISBURSEMENT": "PAYMENT", "TOPUP": "TOP_UP"},
  "statuses": ["SUCCESSFUL", "SUCCESS"], "wallets": {"LINKAJA": "LSAJA", "GOPAY": "GPAID"}, "trailer": null}'),
('MIDTRANS_STATEMENT', 1, 'The statement of Midtrans'' payouts, with the fields of its transaction history (GET /statements): one row a movement, debit or credit says its direction. It has no trailer, and fees are invoiced apart.', now(), '{
  "separator": ",", "encoding": "UTF-8", "zone": "Asia/Jakarta", "numbers": "POINT", "sign": "BY_KIND", "fees": "NONE", "times": ["ISO", "yyyy-MM-dd HH:mm:ss"],
  "columns": {"provider_reference": "reference_no", "msisdn": "beneficiary_account", "wallet": "account", "type": "type", "kind": "status", "amount": "amount", "at": "created_at"},
  "kinds": {"Payout/debit": "PAYMENT", "Payout/credit": "REVERSAL", "Topup/credit": "TOP_UP"},
  "statuses": [], "wallets": {"linkaja": "LSAJA", "gopay": "GPAID"}, "trailer": null}');
