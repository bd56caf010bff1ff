create index concurrently if not exists audit_at on approvals.audit (at, number)
