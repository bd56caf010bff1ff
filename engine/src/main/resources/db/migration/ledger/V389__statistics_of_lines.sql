-- As in V385.
alter table ledger.line set (autovacuum_analyze_threshold = 50000);
