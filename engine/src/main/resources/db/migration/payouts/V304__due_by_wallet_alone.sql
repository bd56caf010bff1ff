-- Engines of the version before claim by the new index as they did by this one: they read and sort all that is due.
drop index concurrently if exists payouts.payout_due;
