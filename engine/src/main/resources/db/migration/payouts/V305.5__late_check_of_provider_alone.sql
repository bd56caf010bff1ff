-- The one by provider takes its place, for engines of the version before too.
drop index concurrently if exists payouts.attempt_late_check;
