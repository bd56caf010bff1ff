alter table reconciliation.break drop constraint break_kind_check;
alter table reconciliation.break add constraint break_kind_check check (kind in ('UNKNOWN_PAYMENT', 'UNKNOWN_MOVEMENT',
  'LATE_SUCCESS', 'UNKNOWN_REVERSAL', 'PENDING', 'MISSING', 'UNKNOWN_ABSENT', 'AMOUNT', 'FEE', 'WALLET_OR_MSISDN',
  'DUPLICATE_LINE', 'PAID_TWICE', 'UNKNOWN_TOP_UP', 'MISSING_TOP_UP', 'FILE_GAP', 'FILE_OVERLAP')) not valid;
