create index concurrently if not exists refund_rows on payouts.refund (refund) where refund is not null
