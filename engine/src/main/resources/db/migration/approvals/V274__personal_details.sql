-- Names and addresses of people that an entry of the audit is about. The chain holds the id, which commits to the text (half of the
-- SHA-256 of salt and text, in hex) and tells nothing once salt and text are gone.
create table approvals.personal_detail (
  id         text primary key check (id ~ '^[0-9a-f]{32}$'),
  salt       bytea,
  content    text,
  written_at timestamptz not null,
  check ((salt is null) = (content is null))
);
create index personal_detail_age on approvals.personal_detail (written_at) where content is not null;
grant select, insert, update (salt, content) on approvals.personal_detail to ${app_user};
