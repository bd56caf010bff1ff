-- As in V385.
alter table payouts.attempt alter column quotes set statistics 0;
alter table payouts.payout alter column quotes set statistics 0;
alter table payouts.attempt set (autovacuum_analyze_threshold = 50000);
alter table payouts.payout set (autovacuum_analyze_threshold = 50000);
alter table payouts.item set (autovacuum_analyze_threshold = 50000);
