alter table payouts.item validate constraint item_kind_listed;
alter table payouts.payout validate constraint payout_amount_not_negative;
