-- As in access.staff.
alter table partners.officer add column sealed_person bytea;
alter table partners.officer alter column email drop not null, alter column name drop not null;

-- E-mail address, number, officer and postal address; the hashes, under a key outside the database, keep address and number unique.
alter table partners.partner add column sealed_person bytea, add column email_hash bytea, add column msisdn_hash bytea;
alter table partners.partner alter column email drop not null, alter column msisdn drop not null,
  alter column officer drop not null, alter column address drop not null;
create unique index partner_email_hash on partners.partner (email_hash);
create unique index partner_msisdn_hash on partners.partner (msisdn_hash);

-- An engine of the version before changes address and number in clear alone. A hash of what the row held then would keep that taken.
create function partners.forget_stale_hashes() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if lower(new.email) <> lower(old.email) and new.email_hash = old.email_hash then
    new.email_hash := null;
  end if;
  if new.msisdn <> old.msisdn and new.msisdn_hash = old.msisdn_hash then
    new.msisdn_hash := null;
  end if;
  return new;
end $$;
create trigger forget_stale_hashes before update of email, msisdn on partners.partner
  for each row execute function partners.forget_stale_hashes();
