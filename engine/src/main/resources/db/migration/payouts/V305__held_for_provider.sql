create index concurrently if not exists payout_held_for_provider on payouts.payout (wallet, id)
  where state = 'HELD' and reason = 'PROVIDERS_PAUSED';
