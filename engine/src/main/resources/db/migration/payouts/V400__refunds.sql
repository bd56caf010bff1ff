-- What refunds of purchases take back from their payouts: the order, and what the customer still owes.
create table payouts.refund (
  -- The id of the refund.
  id          uuid primary key,
  payout      uuid not null,
  purchase    uuid not null,
  -- The partner's reference of the refunded purchase.
  reference   text not null,
  partner     bigint not null,
  msisdn      text not null,
  wallet      text not null,
  amount      numeric(20, 2) not null check (amount > 0),
  -- WAITING: the payout is in flight. RETURNED: taken from money that was not sent. OWED: the customer holds it. NETTED: set off.
  state       text not null check (state in ('WAITING', 'RETURNED', 'OWED', 'NETTED')),
  -- The part that the customer already held, and what of it is not set off yet.
  owed        numeric(20, 2) not null check (owed >= 0 and owed <= amount),
  open        numeric(20, 2) not null check (open >= 0 and open <= owed),
  recorded_at timestamptz not null,
  ended_at    timestamptz,
  check ((state = 'OWED') = (open > 0))
) with (fillfactor = 80);
create index refund_waiting on payouts.refund (id) where state = 'WAITING';
create index refund_owed on payouts.refund (partner, msisdn, id) where state = 'OWED';
create index refund_payout on payouts.refund (payout);
grant select, insert, update on payouts.refund to ${app_user};

alter table payouts.refund enable row level security;
create policy engine on payouts.refund to ${app_user} using (true) with check (true);
create policy own_rows on payouts.refund for select to ${partner_reader} using (partner = shared.own_partner());
grant select on payouts.refund to ${partner_reader};

-- A refund reduces a payout that was not sent; a payout that is set off in full has nothing left to send.
alter table payouts.item drop constraint item_kind_known;
alter table payouts.item add constraint item_kind_listed check (kind in ('PURCHASE', 'NETTING', 'ROUNDING', 'REFUND')) not valid;
alter table payouts.payout drop constraint payout_amount_check;
alter table payouts.payout add constraint payout_amount_not_negative check (amount >= 0) not valid;

-- As in V293.2 and V271.3, with refunds.
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
    update payouts.refund r set reference = regexp_replace(r.reference,
      array_to_string(string_to_array(regexp_replace(was, '^62', ''), null), '[ .()-]{0,2}'), '***', 'g')
    from payouts.payout p where p.partner = of_partner and p.msisdn = was and r.payout = p.id;
  end if;
  update payouts.refund r set msisdn = becomes
  from payouts.payout p where p.partner = of_partner and p.msisdn = was and r.payout = p.id;
  update payouts.payout set msisdn = becomes where partner = of_partner and msisdn = was;
  get diagnostics replaced = row_count;
  return replaced;
end $$;

create or replace function payouts.forget_old_customers(before timestamptz, payouts uuid[], pseudonyms text[]) returns int
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
      update payouts.refund set msisdn = pseudonyms[i], reference = regexp_replace(reference,
        array_to_string(string_to_array(regexp_replace(old.msisdn, '^62', ''), null), '[ .()-]{0,2}'), '***', 'g')
      where payout = old.id;
      update payouts.payout set msisdn = pseudonyms[i] where id = old.id;
      forgotten := forgotten + 1;
    end if;
  end loop;
  return forgotten;
end $$;
