-- The access token of a partner's system that was given out beside a refresh token. Where the refresh token is shown twice,
-- these hashes are what every process refuses; people's tokens name their session and need none.
alter table access.refresh_token add column access_hash bytea;
create index session_reused on access.session (ended_at) where end_reason = 'TOKEN_REUSED';
