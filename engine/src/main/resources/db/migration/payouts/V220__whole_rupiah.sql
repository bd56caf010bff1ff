-- Wallets take whole rupiah only, so every amount that can reach a payout is whole where it is set (docs/adr/0051).
-- What is not whole yet is made whole here: rewards up, so that no customer loses; caps and budgets down; limits inwards.
update loyalty.reward set amount = ceil(amount) where amount <> trunc(amount);
update cashback.rule set cap = trunc(cap), customer_cap = trunc(customer_cap), budget = trunc(budget)
  where cap <> trunc(cap) or customer_cap <> trunc(customer_cap) or budget <> trunc(budget);
update payouts.wallet set minimum = ceil(minimum), maximum = greatest(ceil(minimum), trunc(maximum))
  where minimum <> trunc(minimum) or maximum <> trunc(maximum);
update payouts.fee set minimum = ceil(minimum), maximum = greatest(ceil(minimum), trunc(maximum))
  where minimum <> trunc(minimum) or maximum <> trunc(maximum);
update shared.data_version set version = version + 1 where name in ('tiers', 'cashback_rules', 'routing');

alter table loyalty.reward add constraint reward_whole check (amount = trunc(amount)) not valid;
alter table cashback.rule add constraint rule_whole check (
  (cap is null or cap = trunc(cap))
  and (customer_cap is null or customer_cap = trunc(customer_cap))
  and (budget is null or budget = trunc(budget))) not valid;
alter table payouts.wallet add constraint wallet_whole check (minimum = trunc(minimum) and maximum = trunc(maximum))
  not valid;
alter table payouts.fee add constraint fee_whole check (minimum = trunc(minimum) and maximum = trunc(maximum)) not valid;

-- A payout that has a part of a rupiah from before is rounded up by two people; the item says by how much.
alter table payouts.item drop constraint item_kind_check;
alter table payouts.item add constraint item_kind_known check (kind in ('PURCHASE', 'NETTING', 'ROUNDING')) not valid;
