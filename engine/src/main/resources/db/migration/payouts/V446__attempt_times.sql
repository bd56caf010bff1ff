create index concurrently if not exists attempt_times on payouts.attempt using brin (ended_at)
  with (pages_per_range = 32, autosummarize = on)
