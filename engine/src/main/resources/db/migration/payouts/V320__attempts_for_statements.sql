-- The attempts that a provider's statement may speak of, for matching in sets: those of one provider with ids of some days.
-- Ids sort by time, so this reads a part of the primary key. Written so that PostgreSQL can put it into the statement around it.
create function payouts.attempts_for_statements(of_provider text, from_id uuid, before_id uuid)
  returns table (id uuid, payout uuid, provider_reference text, msisdn text, wallet text, amount numeric, fee numeric,
                 state text, started_at timestamptz, lease_until timestamptz)
  language sql stable as $$
  select a.id, a.payout, a.provider_reference, a.msisdn, a.wallet, a.amount, a.fee, a.state, a.started_at, a.lease_until
  from payouts.attempt a
  where a.provider = of_provider and a.id >= from_id and a.id < before_id
$$;
revoke execute on function payouts.attempts_for_statements(text, uuid, uuid) from public;
grant execute on function payouts.attempts_for_statements(text, uuid, uuid) to ${app_user};
