-- As in V271.2; an impossible number that was corrected is listed under the number that it became.
create or replace function loyalty.replace_customer(of_partner bigint, was text, becomes text) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  moves bigint;
begin
  update loyalty.reminder set msisdn = becomes where partner = of_partner and msisdn = was;
  update loyalty.journey set msisdn = becomes where partner = of_partner and msisdn = was;
  get diagnostics moves = row_count;
  update loyalty.renumbered set canonical = becomes where partner = of_partner and canonical = was;
  update loyalty.renumbered set canonical = becomes, outcome = 'RENAMED'
    where partner = of_partner and msisdn = was and outcome = 'IMPOSSIBLE';
  update loyalty.member set msisdn = becomes, version = version + 1 where partner = of_partner and msisdn = was;
  return moves;
end $$;
