create index concurrently if not exists attempt_inquiry_of_provider on payouts.attempt (provider, next_inquiry_at)
  where state = 'UNKNOWN';
