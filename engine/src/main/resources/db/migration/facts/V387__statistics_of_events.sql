-- As in V385. Events are read in the order of their key alone.
alter table facts.fact alter column body set statistics 0;
alter table facts.fact set (autovacuum_analyze_threshold = 50000);
