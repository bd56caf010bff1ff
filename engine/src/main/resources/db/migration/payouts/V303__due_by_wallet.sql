create index concurrently if not exists payout_due_by_wallet on payouts.payout (wallet, due_at) where state = 'PENDING';
