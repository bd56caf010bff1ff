-- What waits for its partner's funding, in the order in which it is released.
create index payout_held_for_funding on payouts.payout (partner, id) where state = 'HELD' and reason = 'FUNDING_SHORT';
