-- The job compose-references keeps a purchase's reference in a second form, with the same fingerprint: a hash of what the purchase
-- held, which could be tried out. As in V271.1 it goes with an erased customer, and the reference stays taken.
create function cashback.forget_fingerprints(of_partner bigint, purchases uuid[], forms text[]) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  gone bigint;
begin
  update cashback.reference r set fingerprint = '\x00'
  from unnest(purchases, forms) as kept (purchase, form)
  where r.partner = of_partner and r.reference = kept.form and r.purchase = kept.purchase;
  get diagnostics gone = row_count;
  return gone;
end $$;
revoke all on function cashback.forget_fingerprints(bigint, uuid[], text[]) from public;
grant execute on function cashback.forget_fingerprints(bigint, uuid[], text[]) to ${app_user};
