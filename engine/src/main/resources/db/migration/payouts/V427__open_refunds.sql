create index concurrently if not exists refund_open on payouts.refund (id) where state = 'OWED';
