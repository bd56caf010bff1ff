create index concurrently if not exists match_place on reconciliation.match (file, number, part)
