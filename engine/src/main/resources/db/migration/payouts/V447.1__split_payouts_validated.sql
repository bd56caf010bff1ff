alter table payouts.item validate constraint item_kind_with_parts;
