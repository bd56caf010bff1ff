-- A session that a browser keeps in a cookie. The cookie's secret stands here as a hash only, and the row carries a MAC, so who reads or
-- writes the database has no session by it. The session itself, with its person and its end, is a row of access.session.
create table access.browser_session (
  secret_hash bytea primary key,
  session uuid not null references access.session (id) on delete cascade,
  used_at timestamptz not null,
  mac bytea not null
);
create index browser_session_session on access.browser_session (session);
-- Those that nobody uses are forgotten, the oldest first.
create index browser_session_used on access.browser_session (used_at);
grant select, insert, delete, update (used_at, mac) on access.browser_session to ${app_user};
