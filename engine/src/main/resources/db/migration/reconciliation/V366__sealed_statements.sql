-- A statement's bytes rest in the file store sealed under a key of their own, which stands here sealed under the master key. An empty
-- store_key: there are no bytes, because the file was refused or its time is over.
alter table reconciliation.file add column sealed_key bytea;
-- When its lines lost customers' numbers, because they are old.
alter table reconciliation.file add column numbers_forgotten_at timestamptz;
grant update (store_key, sealed_key, numbers_forgotten_at) on reconciliation.file to ${app_user};

-- Takes the numbers from some lines of a statement whose last day is before this one; nothing else of a line ever changes.
create function reconciliation.forget_numbers(of_file uuid, before date, after_number int, to_number int) returns int
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  forgotten int;
begin
  update reconciliation.line l set msisdn = null
  from reconciliation.file f
  where f.id = of_file and f.to_day < before
    and l.file = f.id and l.number > after_number and l.number <= to_number and l.msisdn is not null;
  get diagnostics forgotten = row_count;
  return forgotten;
end $$;
revoke execute on function reconciliation.forget_numbers(uuid, date, int, int) from public;
grant execute on function reconciliation.forget_numbers(uuid, date, int, int) to ${app_user};

-- A line that came after its customer was erased takes the pseudonym of the attempt that it is matched with.
create function reconciliation.take_pseudonym(of_file uuid, of_number int, of_part smallint) returns int
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  taken int;
begin
  update reconciliation.line l set msisdn = a.msisdn
  from reconciliation.match m join payouts.attempt a on a.id = m.attempt
  where l.file = of_file and l.number = of_number and l.part = of_part
    and m.file = l.file and m.number = l.number and m.part = l.part and m.active
    and a.msisdn ~ '^000[0-9]{12}$' and l.msisdn !~ '^000[0-9]{12}$';
  get diagnostics taken = row_count;
  return taken;
end $$;
revoke execute on function reconciliation.take_pseudonym(uuid, int, smallint) from public;
grant execute on function reconciliation.take_pseudonym(uuid, int, smallint) to ${app_user};
