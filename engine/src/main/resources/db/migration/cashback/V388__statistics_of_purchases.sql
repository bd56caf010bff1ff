-- As in V385.
alter table cashback.purchase alter column trace set statistics 0;
alter table cashback.purchase set (autovacuum_analyze_threshold = 50000);
alter table cashback.reference alter column fingerprint set statistics 0;
alter table cashback.reference set (autovacuum_analyze_threshold = 50000);
