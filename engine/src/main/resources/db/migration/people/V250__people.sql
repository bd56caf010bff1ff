-- A person is one mailbox, however its address is spelled. The identity is a hash under a key outside the database. A row
-- stays when the person leaves: who is added again under the same mailbox is the same person.
create schema people;
grant usage on schema people to ${app_user};

create table people.mailbox (
  identity bytea primary key,
  person   uuid not null unique,
  -- The row of access.staff or partners.officer that has the mailbox now; null where nobody has it.
  holder   uuid unique,
  held_as  text check (held_as in ('STAFF', 'OFFICER')),
  check ((holder is null) = (held_as is null))
);
grant select, insert, update on people.mailbox to ${app_user};

-- What the identities are hashed with, sealed under the master key.
create table people.mailbox_key (
  one        boolean primary key default true check (one),
  sealed_key bytea not null
);
grant select, insert, update on people.mailbox_key to ${app_user};
