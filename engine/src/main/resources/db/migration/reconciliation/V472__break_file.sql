create index concurrently if not exists break_file on reconciliation.break (file, number) where file is not null
