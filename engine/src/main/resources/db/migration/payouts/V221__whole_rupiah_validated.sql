alter table loyalty.reward validate constraint reward_whole;
alter table cashback.rule validate constraint rule_whole;
alter table payouts.wallet validate constraint wallet_whole;
alter table payouts.fee validate constraint fee_whole;
alter table payouts.item validate constraint item_kind_known;
