-- A payout above the maximum of one order is split: a part is a payout of its own.
alter table payouts.item drop constraint item_kind_complete;
alter table payouts.item add constraint item_kind_with_parts
  check (kind in ('PURCHASE', 'NETTING', 'ROUNDING', 'REFUND', 'COLLECTED', 'SPLIT')) not valid;

-- A refund of a purchase with several payouts has one row for each payout that it takes from. The first row has the refund's id;
-- the others have it here.
alter table payouts.refund add column refund uuid;
