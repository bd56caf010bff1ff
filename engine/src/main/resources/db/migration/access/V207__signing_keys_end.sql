-- A key that another has followed verifies until the last token that it signed has ended, and not at all from now on where
-- it is known to others. Null for the one that signs; rows stay, so that nothing takes an id a second time.
alter table access.signing_key add column ends_at timestamptz;
grant update (ends_at) on access.signing_key to ${app_user};

-- What every process looks at each second.
insert into shared.data_version values ('signing_keys', 1);
