-- People search a payout by the provider's reference of its attempt.
create index concurrently if not exists attempt_provider_reference on payouts.attempt (provider_reference)
  where provider_reference is not null;
