-- How far purchases have lost their customers' numbers, because they are old.
create table cashback.customers_forgotten (
  only_row boolean primary key default true check (only_row),
  purchase uuid not null
);
insert into cashback.customers_forgotten (purchase) values ('00000000-0000-0000-0000-000000000000');
grant select, update on cashback.customers_forgotten to ${app_user};

-- As cashback.replace_customer where it erases, for these purchases: one after the other by its key, whatever the planner thinks.
create function cashback.forget_old_customers(before timestamptz, purchases uuid[], pseudonyms text[]) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  old cashback.purchase;
  forgotten int := 0;
begin
  for i in 1 .. coalesce(array_length(purchases, 1), 0) loop
    select * into old from cashback.purchase where id = purchases[i] and accepted_at < before;
    if found and pseudonyms[i] ~ '^000[0-9]{12}$' then
      update cashback.reference set fingerprint = '\x00' where partner = old.partner and reference = old.reference;
      update cashback.purchase set msisdn = pseudonyms[i], email = null,
        reference = cashback.without_number(
          case when old.email is null then old.reference else replace(old.reference, old.email, '***') end, old.msisdn)
      where id = old.id;
      forgotten := forgotten + 1;
    end if;
  end loop;
  return forgotten;
end $$;
revoke all on function cashback.forget_old_customers(timestamptz, uuid[], text[]) from public;
grant execute on function cashback.forget_old_customers(timestamptz, uuid[], text[]) to ${app_user};
