create function loyalty.forget_customer(of_partner bigint, was text) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  moves bigint;
begin
  delete from loyalty.reminder where partner = of_partner and msisdn = was;
  delete from loyalty.journey where partner = of_partner and msisdn = was;
  get diagnostics moves = row_count;
  delete from loyalty.renumbered where partner = of_partner and was in (msisdn, canonical);
  delete from loyalty.member where partner = of_partner and msisdn = was;
  return moves;
end $$;
revoke all on function loyalty.forget_customer(bigint, text) from public;
grant execute on function loyalty.forget_customer(bigint, text) to ${app_user};

create function loyalty.replace_customer(of_partner bigint, was text, becomes text) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  moves bigint;
begin
  update loyalty.reminder set msisdn = becomes where partner = of_partner and msisdn = was;
  update loyalty.journey set msisdn = becomes where partner = of_partner and msisdn = was;
  get diagnostics moves = row_count;
  update loyalty.renumbered set canonical = becomes where partner = of_partner and canonical = was;
  update loyalty.member set msisdn = becomes, version = version + 1 where partner = of_partner and msisdn = was;
  return moves;
end $$;
revoke all on function loyalty.replace_customer(bigint, text, text) from public;
grant execute on function loyalty.replace_customer(bigint, text, text) to ${app_user};
