-- What is read on behalf of a partner is read as ${partner_reader}, which sees that partner's rows and nothing else,
-- whatever a statement forgets to ask for. The engine's own user sees everything; a policy that is always true leaves its
-- plans as they were. Roles belong to the whole server, so an administrator makes this one, not a migration.
do $$
begin
  if not exists (select from pg_roles where rolname = '${partner_reader}') then
    raise exception 'the role ${partner_reader} is missing; let an administrator create it: create role ${partner_reader} nologin; grant ${partner_reader} to ${app_user} with inherit false, set true';
  end if;
end $$;

-- The partner on whose behalf this transaction reads; null where it was not said.
create function shared.own_partner() returns bigint language sql stable as $$
  select nullif(current_setting('cezbek.partner', true), '')::bigint
$$;
grant usage on schema shared to ${partner_reader};
