-- Lists of payouts by day find the parts of split payouts, whose ids are younger than their orders.
create index concurrently if not exists item_split on payouts.item (payout) include (purchase) where kind = 'SPLIT';
