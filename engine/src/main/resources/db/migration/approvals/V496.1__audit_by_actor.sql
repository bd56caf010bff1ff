create index concurrently if not exists audit_actor on approvals.audit (actor, number)
