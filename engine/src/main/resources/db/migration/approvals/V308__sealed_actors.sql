-- Who acted rests sealed where it is a person's e-mail address, and is found by a hash under a sealed key. Sealed texts open for the row
-- alone, and the id commits to them as before. To erase somebody takes salt, subject, sealed_subject and subject_hash.
alter table approvals.actor add column sealed_subject bytea, add column subject_hash bytea;
alter table approvals.actor drop constraint actor_check;
alter table approvals.actor add constraint actor_is_whole_or_erased
  check ((salt is null) = (subject is null and sealed_subject is null));
create unique index actor_subject_hash on approvals.actor (subject_hash);

-- Seals one that stands in clear; what is sealed is never changed.
create function approvals.seal_actor(of_id text, sealed bytea, hash bytea) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  changed bigint;
begin
  update approvals.actor set sealed_subject = sealed, subject_hash = hash, subject = null
  where id = of_id and subject is not null and sealed_subject is null;
  get diagnostics changed = row_count;
  return changed;
end $$;
revoke all on function approvals.seal_actor(text, bytea, bytea) from public;
grant execute on function approvals.seal_actor(text, bytea, bytea) to ${app_user};

-- Sealed where the text in clear is empty.
alter table approvals.personal_detail add column sealed_content bytea;
grant update (sealed_content) on approvals.personal_detail to ${app_user};
create index personal_detail_in_clear on approvals.personal_detail (id) where content <> '';
