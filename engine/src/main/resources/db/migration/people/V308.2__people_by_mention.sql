-- Who booked, proposed, approved or paused stands by a mention: a keyed hash of the address, which leads to the actor's sealed one. These
-- are the columns; the addresses in them, for the engine to make the mentions.
create function people.mentioned_in_clear() returns table (address text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select recorded_by from billing.top_up where recorded_by like '%@%'
  union select recorded_by from billing.payment where recorded_by like '%@%'
  union select recorded_by from ledger.bank_transfer where recorded_by like '%@%'
  union select recorded_by from payouts.float_top_up where recorded_by like '%@%'
  union select paused_by from payouts.provider where paused_by like '%@%'
  union select proposed_by from approvals.approval where proposed_by like '%@%'
  union select ended_by from approvals.approval where ended_by like '%@%'
  union select proposed_by from loyalty.ladder_version where proposed_by like '%@%'
  union select approved_by from loyalty.ladder_version where approved_by like '%@%'
  union select proposed_by from notifications.template where proposed_by like '%@%'
  union select approved_by from notifications.template where approved_by like '%@%'
$$;
revoke all on function people.mentioned_in_clear() from public;
grant execute on function people.mentioned_in_clear() to ${app_user};

-- Puts a mention in the place of an address, and of nothing else.
create function people.mention(address text, mention text) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  changed bigint := 0;
  n bigint;
begin
  if address not like '%@%' or mention !~ '^actor:[0-9a-f]{32}$' then
    raise exception 'an address becomes a mention, and nothing becomes anything else';
  end if;
  update billing.top_up set recorded_by = mention where recorded_by = address; get diagnostics n = row_count; changed := changed + n;
  update billing.payment set recorded_by = mention where recorded_by = address; get diagnostics n = row_count; changed := changed + n;
  update ledger.bank_transfer set recorded_by = mention where recorded_by = address; get diagnostics n = row_count; changed := changed + n;
  update payouts.float_top_up set recorded_by = mention where recorded_by = address; get diagnostics n = row_count; changed := changed + n;
  update payouts.provider set paused_by = mention where paused_by = address; get diagnostics n = row_count; changed := changed + n;
  update approvals.approval set proposed_by = mention where proposed_by = address; get diagnostics n = row_count; changed := changed + n;
  update approvals.approval set ended_by = mention where ended_by = address; get diagnostics n = row_count; changed := changed + n;
  update loyalty.ladder_version set proposed_by = mention where proposed_by = address; get diagnostics n = row_count; changed := changed + n;
  update loyalty.ladder_version set approved_by = mention where approved_by = address; get diagnostics n = row_count; changed := changed + n;
  update notifications.template set proposed_by = mention where proposed_by = address; get diagnostics n = row_count; changed := changed + n;
  update notifications.template set approved_by = mention where approved_by = address; get diagnostics n = row_count; changed := changed + n;
  return changed;
end $$;
revoke all on function people.mention(text, text) from public;
grant execute on function people.mention(text, text) to ${app_user};
