-- The engine's user can change no purchase. It can have a customer's number or address replaced, and nothing else of it. Purchases that
-- brought no address, or have lost it, get none.
create function cashback.correct_address(of_partner bigint, of_msisdn text, address text) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  corrected bigint;
begin
  update cashback.purchase set email = address where partner = of_partner and msisdn = of_msisdn and email <> address;
  get diagnostics corrected = row_count;
  return corrected;
end $$;
revoke all on function cashback.correct_address(bigint, text, text) from public;
grant execute on function cashback.correct_address(bigint, text, text) to ${app_user};
