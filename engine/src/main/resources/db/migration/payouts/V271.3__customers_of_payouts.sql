create function payouts.replace_customer(of_partner bigint, was text, becomes text, erases boolean) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  replaced bigint;
begin
  if erases then
    update payouts.item i set reference = regexp_replace(i.reference,
      array_to_string(string_to_array(regexp_replace(was, '^62', ''), null), '[ .()-]{0,2}'), '***', 'g')
    from payouts.payout p where p.partner = of_partner and p.msisdn = was and i.payout = p.id;
  end if;
  update payouts.attempt a set msisdn = becomes, exclusive_key = replace(a.exclusive_key, was, becomes)
  from payouts.payout p where p.partner = of_partner and p.msisdn = was and a.payout = p.id;
  update payouts.payout set msisdn = becomes where partner = of_partner and msisdn = was;
  get diagnostics replaced = row_count;
  return replaced;
end $$;
revoke all on function payouts.replace_customer(bigint, text, text, boolean) from public;
grant execute on function payouts.replace_customer(bigint, text, text, boolean) to ${app_user};
