alter table reconciliation.break validate constraint break_kind_check;
