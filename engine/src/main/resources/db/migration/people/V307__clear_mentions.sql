-- Where people and customers are mentioned outside of their own rows, such as who proposed an act or a customer's last known address, they
-- rest sealed or by an id too. Engines of the version before read these texts in clear, so that they are written in clear until this ends:
-- at once where there is nobody yet, else some days after this file was applied.
create table people.clear_mentions (
  only_row boolean primary key default true check (only_row),
  since    timestamptz not null default now(),
  ended_at timestamptz
);
insert into people.clear_mentions (ended_at)
select case when exists (select from access.staff) or exists (select from partners.partner) then null else now() end;
grant select on people.clear_mentions to ${app_user};

-- For statements that write such a text.
create function people.are_mentions_clear() returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select ended_at is null from people.clear_mentions
$$;
revoke all on function people.are_mentions_clear() from public;
grant execute on function people.are_mentions_clear() to ${app_user};

-- An engine of before cannot tell who acted from then on, and refuses to start.
create function people.end_clear_mentions() returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update people.clear_mentions set ended_at = now() where ended_at is null;
  update shared.oldest_engine set migration = '308' where string_to_array(migration, '.')::int[] < array[308];
end $$;
revoke all on function people.end_clear_mentions() from public;
grant execute on function people.end_clear_mentions() to ${app_user};

update shared.oldest_engine set migration = '308'
where exists (select from people.clear_mentions where ended_at is not null);
