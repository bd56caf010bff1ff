-- No statement of ours chooses its plan by what stands in these columns, and to sample them was most of what an analyze costs. A young table
-- grew by the usual tenth every minute, so it was analyzed every minute.
alter table notifications.email alter column model set statistics 0;
alter table notifications.email alter column sealed_recipient set statistics 0;
alter table notifications.email alter column sealed_model set statistics 0;
alter table notifications.email set (autovacuum_analyze_threshold = 50000);
