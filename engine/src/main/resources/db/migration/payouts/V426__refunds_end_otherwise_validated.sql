alter table payouts.refund validate constraint refund_state_listed;
alter table payouts.item validate constraint item_kind_complete;
