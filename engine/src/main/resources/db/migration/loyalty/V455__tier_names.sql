-- What people call a tier, and what it is for. They decide nothing. Older versions of the programme have none.
alter table loyalty.tier add column name text check (length(name) between 1 and 60);
alter table loyalty.tier add column description text check (length(description) between 1 and 500);
