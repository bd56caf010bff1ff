-- As in access.staff.
alter table partners.officer add column sealed_person bytea;
alter table partners.officer alter column email drop not null, alter column name drop not null;

-- E-mail address, number, officer and postal address; the hashes, under a key outside the database, keep address and number unique.
alter table partners.partner add column sealed_person bytea, add column email_hash bytea, add column msisdn_hash bytea;
alter table partners.partner alter column email drop not null, alter column msisdn drop not null,
  alter column officer drop not null, alter column address drop not null;
create unique index partner_email_hash on partners.partner (email_hash);
create unique index partner_msisdn_hash on partners.partner (msisdn_hash);
