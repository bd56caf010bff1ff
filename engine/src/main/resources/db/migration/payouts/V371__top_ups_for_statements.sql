-- The transfers to a provider that are booked and stand, for the matching of its statements.
create function payouts.top_ups_for_statements(of_provider text, from_at timestamptz, before_at timestamptz)
  returns table (id uuid, bank_reference text, amount numeric, recorded_at timestamptz)
  language sql stable as $$
  select t.id, ledger.canonical_bank_reference(t.bank_reference), t.amount, t.recorded_at
  from payouts.float_top_up t
  where t.provider = of_provider and t.recorded_at >= from_at and t.recorded_at < before_at and not ledger.is_reversed(t.id)
$$;
revoke execute on function payouts.top_ups_for_statements(text, timestamptz, timestamptz) from public;
grant execute on function payouts.top_ups_for_statements(text, timestamptz, timestamptz) to ${app_user};
