-- For invoices: by what a purchase is summed up.
create function cashback.labels_of(purchase uuid)
returns table (rule bigint, tier text, wallet text) language sql stable as $$
  select p.rule, p.tier, p.wallet from cashback.purchase p where p.id = purchase
$$;
