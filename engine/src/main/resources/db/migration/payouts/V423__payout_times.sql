create index concurrently if not exists payout_times on payouts.payout using brin (created_at, ended_at)
  with (pages_per_range = 32, autosummarize = on)
