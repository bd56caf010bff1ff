-- The proposals to add an officer that wait for an answer, of one partner; for reads on behalf of that partner too, which
-- see none of the approvals themselves.
create function approvals.open_officers(partner_code text)
  returns table (id uuid, arguments text, proposed_at timestamptz, expires_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select a.id, a.arguments::text, a.proposed_at, a.expires_at
  from approvals.approval a join partners.partner p on p.code = partner_code
  where a.state = 'PROPOSED' and a.kind = 'ADD_OFFICER' and a.arguments->>'partner' = partner_code
    and (shared.own_partner() is null or p.id = shared.own_partner())
  order by a.id
$$;
revoke execute on function approvals.open_officers(text) from public;
grant execute on function approvals.open_officers(text) to ${app_user}, ${partner_reader};
grant usage on schema approvals to ${partner_reader};
