create index concurrently if not exists payout_small on payouts.payout (partner, msisdn, wallet, id) include (amount, attempts)
  where state = 'HELD' and reason = 'BELOW_WALLET_MINIMUM';
