-- How many lists of purchases have written this member; a writer names the version that it read, and one that was
-- overtaken writes nothing.
alter table loyalty.member add column version int not null default 1;
