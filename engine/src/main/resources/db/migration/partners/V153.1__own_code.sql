-- The code of the partner on whose behalf this transaction reads. It runs as the tables' owner, so that the reader need
-- not see the partners themselves.
create function partners.own_code() returns text language sql stable security definer set search_path = pg_catalog as $$
  select code from partners.partner where id = shared.own_partner()
$$;
grant usage on schema partners to ${partner_reader};
