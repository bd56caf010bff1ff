-- How many of the customer's purchases have lost the number. A customer of whom that is all has bought nothing for years, and is forgotten.
alter table loyalty.member add column forgotten int not null default 0;
