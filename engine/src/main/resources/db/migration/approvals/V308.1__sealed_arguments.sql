-- What two people decide about may hold names and addresses. Where it is sealed, the arguments in clear hold the partner's code alone, by
-- which duties are found.
alter table approvals.approval add column sealed_arguments bytea;
create index approval_in_clear on approvals.approval (id) where sealed_arguments is null;

-- As approvals.open_officers, which is for engines of the version before.
create function approvals.open_officers_sealed(partner_code text)
  returns table (id uuid, arguments text, sealed_arguments bytea, proposed_at timestamptz, expires_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select a.id, a.arguments::text, a.sealed_arguments, a.proposed_at, a.expires_at
  from approvals.approval a join partners.partner p on p.code = partner_code
  where a.state = 'PROPOSED' and a.kind = 'ADD_OFFICER' and a.arguments->>'partner' = partner_code
    and (shared.own_partner() is null or p.id = shared.own_partner())
  order by a.id
$$;
revoke execute on function approvals.open_officers_sealed(text) from public;
grant execute on function approvals.open_officers_sealed(text) to ${app_user}, ${partner_reader};
