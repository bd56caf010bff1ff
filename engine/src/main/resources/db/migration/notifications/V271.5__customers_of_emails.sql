-- Whose customer an e-mail is about: a hash of partner and number under a key outside the database. Null for e-mails to people
-- of partners and of Kezbek, and for those of versions before.
alter table notifications.email add column customer uuid;

-- The address, sealed under the key outside the database, and the hash by which it is found. The one in clear is for processes of the
-- version before and is emptied when the e-mail has come to its end; the column goes a version later.
alter table notifications.email add column sealed_recipient bytea;
alter table notifications.email add column recipient_hash bytea;

-- As above; the one in clear is emptied a version later.
alter table notifications.contact add column sealed_email bytea;

create function notifications.forget_customer(whose uuid[], of_partner bigint, was text) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  gone bigint;
begin
  delete from notifications.email where customer = any(whose)
    or (customer is null and useful_until is null and lower(recipient) in (
      select lower(c.email) from notifications.contact c where c.partner = of_partner and c.msisdn = was));
  get diagnostics gone = row_count;
  delete from notifications.contact where partner = of_partner and msisdn = was;
  return gone;
end $$;
revoke all on function notifications.forget_customer(uuid[], bigint, text) from public;
grant execute on function notifications.forget_customer(uuid[], bigint, text) to ${app_user};
