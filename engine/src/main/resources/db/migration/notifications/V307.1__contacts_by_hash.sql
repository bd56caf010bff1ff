-- Tells whether a contact has an address, without the address: a hash under a key outside the database. Null in rows of before.
alter table notifications.contact add column email_hash bytea;

-- As in V298, where the customer's address rests sealed: the engine opens it, and names it by itself and by its hashes.
create function notifications.forget_customer(whose uuid[], of_partner bigint, was text, address text, hashes bytea[]) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  gone bigint;
begin
  delete from notifications.email where customer = any(whose)
    or (customer is null and useful_until is null
      and template in ('TRANSACTION_INVOICE', 'REWARD', 'TIER_UP', 'TIER_DOWN', 'EXPIRY_REMINDER')
      and (recipient_hash = any(hashes) or recipient <> '' and lower(recipient) = lower(address)));
  get diagnostics gone = row_count;
  delete from notifications.contact where partner = of_partner and msisdn = was;
  return gone;
end $$;
revoke all on function notifications.forget_customer(uuid[], bigint, text, text, bytea[]) from public;
grant execute on function notifications.forget_customer(uuid[], bigint, text, text, bytea[]) to ${app_user};

-- Engines of the version before may run beside one that has emptied a row: an empty text is nobody's address.
create or replace function notifications.forget_customer(whose uuid[], of_partner bigint, was text) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  gone bigint;
begin
  delete from notifications.email where customer = any(whose)
    or (customer is null and useful_until is null and recipient <> ''
      and template in ('TRANSACTION_INVOICE', 'REWARD', 'TIER_UP', 'TIER_DOWN', 'EXPIRY_REMINDER')
      and lower(recipient) in (
        select lower(c.email) from notifications.contact c where c.partner = of_partner and c.msisdn = was));
  get diagnostics gone = row_count;
  delete from notifications.contact where partner = of_partner and msisdn = was;
  return gone;
end $$;
