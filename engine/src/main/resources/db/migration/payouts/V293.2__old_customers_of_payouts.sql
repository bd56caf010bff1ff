-- How far payouts have lost their customers' numbers, because they are old.
create table payouts.customers_forgotten (
  only_row boolean primary key default true check (only_row),
  payout   uuid not null
);
insert into payouts.customers_forgotten (payout) values ('00000000-0000-0000-0000-000000000000');
grant select, update on payouts.customers_forgotten to ${app_user};

-- As payouts.replace_customer where it erases, for these payouts. One that has not ended keeps its number.
create function payouts.forget_old_customers(before timestamptz, payouts uuid[], pseudonyms text[]) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  old payouts.payout;
  forgotten int := 0;
begin
  for i in 1 .. coalesce(array_length(payouts, 1), 0) loop
    select * into old from payouts.payout where id = payouts[i] and created_at < before and state in ('PAID', 'CANCELLED') for update;
    if found and pseudonyms[i] ~ '^000[0-9]{12}$' then
      update payouts.item set reference = regexp_replace(reference,
        array_to_string(string_to_array(regexp_replace(old.msisdn, '^62', ''), null), '[ .()-]{0,2}'), '***', 'g')
      where payout = old.id;
      update payouts.attempt set msisdn = pseudonyms[i], exclusive_key = replace(exclusive_key, msisdn, pseudonyms[i])
      where payout = old.id;
      update payouts.payout set msisdn = pseudonyms[i] where id = old.id;
      forgotten := forgotten + 1;
    end if;
  end loop;
  return forgotten;
end $$;
revoke all on function payouts.forget_old_customers(timestamptz, uuid[], text[]) from public;
grant execute on function payouts.forget_old_customers(timestamptz, uuid[], text[]) to ${app_user};

-- As in V271.3. An attempt says to which number money was sent, or may have been: a correction leaves it, and only an erasure takes it.
create or replace function payouts.replace_customer(of_partner bigint, was text, becomes text, erases boolean) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  replaced bigint;
begin
  if erases then
    update payouts.item i set reference = regexp_replace(i.reference,
      array_to_string(string_to_array(regexp_replace(was, '^62', ''), null), '[ .()-]{0,2}'), '***', 'g')
    from payouts.payout p where p.partner = of_partner and p.msisdn = was and i.payout = p.id;
    update payouts.attempt a set msisdn = becomes, exclusive_key = replace(a.exclusive_key, a.msisdn, becomes)
    from payouts.payout p where p.partner = of_partner and p.msisdn = was and a.payout = p.id;
  end if;
  update payouts.payout set msisdn = becomes where partner = of_partner and msisdn = was;
  get diagnostics replaced = row_count;
  return replaced;
end $$;
