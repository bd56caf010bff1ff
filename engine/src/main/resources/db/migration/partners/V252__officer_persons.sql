-- As in access.staff.
alter table partners.officer add column person uuid, add column mac bytea;
create index officer_person on partners.officer (person);
