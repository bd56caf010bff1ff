-- What people call a fee, and what it is for, for example a contract. They decide nothing. Older fees have none.
alter table payouts.fee add column name text check (length(name) between 1 and 60);
alter table payouts.fee add column description text check (length(description) between 1 and 500);
