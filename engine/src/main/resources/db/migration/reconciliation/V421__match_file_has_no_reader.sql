drop index concurrently if exists reconciliation.match_file
