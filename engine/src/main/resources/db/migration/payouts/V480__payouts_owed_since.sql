-- Whether a payout was owed at a time in the past: before its partner's funds covered it, it was not.
-- Null: owed since the order. Infinity: cancelled before the funds covered it. Payouts of earlier engines have null.
alter table payouts.payout add column owed_since timestamptz;
comment on column payouts.payout.owed_since is
  'When the partner''s funds covered the payout, if that was after the order; infinity if it was cancelled before.';
