-- Customers that were erased, by the keyed hash that names them, and when: what was told before that is no reason to keep an
-- address again.
create table notifications.forgotten_customer (
  customer     uuid primary key,
  forgotten_at timestamptz not null
);
grant select, insert, update on notifications.forgotten_customer to ${app_user};

-- As in V271.5; e-mails of versions before are looked for among those to customers only, because staff and officers may have a
-- customer's address.
create or replace function notifications.forget_customer(whose uuid[], of_partner bigint, was text) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  gone bigint;
begin
  delete from notifications.email where customer = any(whose)
    or (customer is null and useful_until is null
      and template in ('TRANSACTION_INVOICE', 'REWARD', 'TIER_UP', 'TIER_DOWN', 'EXPIRY_REMINDER')
      and lower(recipient) in (
        select lower(c.email) from notifications.contact c where c.partner = of_partner and c.msisdn = was));
  get diagnostics gone = row_count;
  delete from notifications.contact where partner = of_partner and msisdn = was;
  return gone;
end $$;
