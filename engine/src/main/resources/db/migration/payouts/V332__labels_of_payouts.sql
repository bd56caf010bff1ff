-- For invoices: what a payout pays for, and by what an attempt is summed up.
create function payouts.items_of(payout_id uuid)
returns table (purchase uuid, amount numeric) language sql stable as $$
  select i.purchase, i.amount from payouts.item i where i.payout = payout_id
$$;

create function payouts.labels_of(attempt_id uuid)
returns table (partner bigint, provider text, wallet text) language sql stable as $$
  select a.partner, a.provider, a.wallet from payouts.attempt a where a.id = attempt_id
$$;
