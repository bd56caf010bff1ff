-- Who it is, whatever the address and the time of joining; and the row's MAC under the master key. A row without a true
-- MAC is not believed. The engine fills both for the rows of before, once.
alter table access.staff add column person uuid, add column mac bytea;
create index staff_person on access.staff (person);
