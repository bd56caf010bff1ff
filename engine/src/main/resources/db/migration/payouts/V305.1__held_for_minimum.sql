create index concurrently if not exists payout_held_for_minimum on payouts.payout (wallet, amount)
  where state = 'HELD' and reason = 'BELOW_WALLET_MINIMUM';
