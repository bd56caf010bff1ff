create index concurrently if not exists break_file on reconciliation.break (file) where file is not null
