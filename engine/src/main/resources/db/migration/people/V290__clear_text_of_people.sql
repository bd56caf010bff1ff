-- Names, addresses and numbers of people rest sealed. Engines of the version before read them in clear, so that they are written in both
-- forms until the clear text ends: at once where there is nobody yet, else some days after this file was applied.
create table people.clear_text (
  only_row boolean primary key default true check (only_row),
  since    timestamptz not null default now(),
  ended_at timestamptz
);
insert into people.clear_text (ended_at)
select case when exists (select from access.staff) or exists (select from partners.partner) then null else now() end;
grant select on people.clear_text to ${app_user};

-- For reads on behalf of a partner too, whose row says what of it counts.
create function people.is_clear_text_written() returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select ended_at is null from people.clear_text
$$;
revoke all on function people.is_clear_text_written() from public;
grant execute on function people.is_clear_text_written() to ${app_user}, ${partner_reader};
grant usage on schema people to ${partner_reader};

-- An engine of before finds nobody any more from then on, and refuses to start.
create function people.end_clear_text() returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update people.clear_text set ended_at = now() where ended_at is null;
  update shared.oldest_engine set migration = '292' where string_to_array(migration, '.')::int[] < array[292];
end $$;
revoke all on function people.end_clear_text() from public;
grant execute on function people.end_clear_text() to ${app_user};

update shared.oldest_engine set migration = '292'
where exists (select from people.clear_text where ended_at is not null);
