-- The engine's user can change no purchase. It can have a customer's number replaced by another, and nothing else of it.

-- A text without the number: its national digits, also with a separator in between, are hidden.
create function cashback.without_number(told text, number text) returns text
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select regexp_replace(told, array_to_string(string_to_array(regexp_replace(number, '^62', ''), null), '[ .()-]{0,2}'),
    '***', 'g')
$$;

create function cashback.replace_customer(of_partner bigint, was text, becomes text, erases boolean) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  replaced bigint;
begin
  -- Under two spellings of a number a cap may have been used twice in a period.
  insert into cashback.rule_customer as c (rule, partner, msisdn, period, since, spent, version)
    select rule, partner, becomes, period, since, spent, version from cashback.rule_customer
    where partner = of_partner and msisdn = was
    on conflict (rule, partner, msisdn, period, since) do update
      set spent = c.spent + excluded.spent, version = c.version + 1;
  delete from cashback.rule_customer where partner = of_partner and msisdn = was;
  if erases then
    -- The fingerprint is a hash that could be tried out. Without it the reference stays taken, for any values.
    update cashback.reference r set fingerprint = '\x00'
    from cashback.purchase p where p.partner = of_partner and p.msisdn = was and r.partner = of_partner and r.reference = p.reference;
  end if;
  update cashback.purchase set msisdn = becomes,
    email = case when erases then null else email end,
    reference = case when erases then cashback.without_number(
      case when email is null then reference else replace(reference, email, '***') end, was) else reference end
  where partner = of_partner and msisdn = was;
  get diagnostics replaced = row_count;
  return replaced;
end $$;
revoke all on function cashback.replace_customer(bigint, text, text, boolean) from public;
grant execute on function cashback.replace_customer(bigint, text, text, boolean) to ${app_user};

-- How far purchases have lost the address that came with them.
create table cashback.addresses_forgotten (
  only_row boolean primary key default true check (only_row),
  purchase uuid not null
);
insert into cashback.addresses_forgotten (purchase) values ('00000000-0000-0000-0000-000000000000');
grant select, update on cashback.addresses_forgotten to ${app_user};

-- The address is needed for a purchase's e-mails only. Takes it from the next purchases, up to the first that is not old enough.
create function cashback.forget_addresses(before timestamptz, most int, out looked int, out forgotten int)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  place uuid;
  last uuid;
begin
  select purchase into place from cashback.addresses_forgotten for update;
  with next as (
    select p.id, p.accepted_at, row_number() over (order by p.id) as n
    from (select id, accepted_at from cashback.purchase where id > place order by id limit most) p),
  due as (select * from next where n < coalesce((select min(n) from next where accepted_at >= before), most + 1)),
  gone as (update cashback.purchase p set email = null from due d where p.id = d.id and p.email is not null returning 1)
  select (select count(*) from due), (select count(*) from gone), (select id from due order by id desc limit 1)
  into looked, forgotten, last;
  if looked > 0 then
    update cashback.addresses_forgotten set purchase = last;
  end if;
end $$;
revoke all on function cashback.forget_addresses(timestamptz, int) from public;
grant execute on function cashback.forget_addresses(timestamptz, int) to ${app_user};
