-- Who a started log-in belongs to, so that a log-in with the right code and without the passkey reaches the security log. Null for a
-- challenge of a session. The previous version leaves it null.
alter table access.passkey_challenge add column logging_in uuid;
