-- Refunds of purchases, in whole or in part. A partner's reference of a refund is taken once.
create table cashback.refund (
  id          uuid primary key,
  partner     bigint not null,
  reference   text not null,
  purchase    uuid not null,
  -- The amount that the partner asked for; null if it asked for the whole purchase.
  asked       numeric(20, 2) check (asked > 0),
  -- The part of the purchase's amount that this refund takes back.
  amount      numeric(20, 2) not null check (amount > 0),
  cashback    numeric(20, 2) not null check (cashback >= 0),
  reward      numeric(20, 2) not null check (reward >= 0),
  -- Whether nothing of the purchase is left.
  whole       boolean not null,
  recorded_at timestamptz not null,
  unique (partner, reference)
);
create index refund_purchase on cashback.refund (purchase, id);
grant select, insert on cashback.refund to ${app_user};

alter table cashback.refund enable row level security;
create policy engine on cashback.refund to ${app_user} using (true) with check (true);
create policy own_rows on cashback.refund for select to ${partner_reader} using (partner = shared.own_partner());
grant select on cashback.refund to ${partner_reader};

-- As in V271.1, with the references of refunds. One that contains the number becomes a text of the refund's own id.
create or replace function cashback.replace_customer(of_partner bigint, was text, becomes text, erases boolean) returns bigint
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
    update cashback.refund r set reference = '***' || right(r.id::text, 12)
    from cashback.purchase p where p.partner = of_partner and p.msisdn = was and r.purchase = p.id
      and (cashback.without_number(r.reference, was) <> r.reference or strpos(r.reference, p.email) > 0);
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

-- As in V293.1, with the references of refunds.
create or replace function cashback.forget_old_customers(before timestamptz, purchases uuid[], pseudonyms text[]) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  old cashback.purchase;
  forgotten int := 0;
begin
  for i in 1 .. coalesce(array_length(purchases, 1), 0) loop
    select * into old from cashback.purchase where id = purchases[i] and accepted_at < before;
    if found and pseudonyms[i] ~ '^000[0-9]{12}$' then
      update cashback.reference set fingerprint = '\x00' where partner = old.partner and reference = old.reference;
      update cashback.refund set reference = '***' || right(id::text, 12)
      where purchase = old.id and (cashback.without_number(reference, old.msisdn) <> reference or strpos(reference, old.email) > 0);
      update cashback.purchase set msisdn = pseudonyms[i], email = null,
        reference = cashback.without_number(
          case when old.email is null then old.reference else replace(old.reference, old.email, '***') end, old.msisdn)
      where id = old.id;
      forgotten := forgotten + 1;
    end if;
  end loop;
  return forgotten;
end $$;
