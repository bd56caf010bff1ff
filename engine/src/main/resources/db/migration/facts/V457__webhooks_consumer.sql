-- The consumer of webhooks begins at this moment: no endpoint exists yet, so it needs no earlier event of a long log.
insert into facts.consumer (name, xid, id) values ('webhooks', pg_snapshot_xmin(pg_current_snapshot()), 0);
