-- By its issuer, the pool that has had the person's user: who was deleted there is not made anew. Null until then.
alter table access.pool_account add column known_to text;

-- The engine deletes none of these rows: those of a session that is forgotten go with it, by the owner's right. What the
-- pool gave for which session is never changed.
revoke delete on access.pool_account, access.pool_session, access.pool_token from ${app_user};
revoke update on access.pool_token from ${app_user};
