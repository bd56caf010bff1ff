create index concurrently if not exists refund_purchase on payouts.refund (purchase)
