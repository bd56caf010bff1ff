create index concurrently if not exists attempt_late_check_of_provider on payouts.attempt (provider, next_inquiry_at)
  where state in ('FAILED', 'SUCCEEDED') and next_inquiry_at is not null;
