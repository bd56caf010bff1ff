-- MACs under a key outside the database, without which nobody becomes somebody by writing these rows. A row without one is
-- not believed: people and partners' systems whose session is from an engine of the version before log in anew.
alter table access.session add column mac bytea;
alter table access.refresh_token add column mac bytea;
alter table access.pool_token add column mac bytea;

-- Re-sealing under another master key writes these.
grant update (sealed_private_key) on access.signing_key to ${app_user};
grant update (mac) on access.pool_token to ${app_user};
