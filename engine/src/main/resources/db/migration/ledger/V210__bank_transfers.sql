-- Which booking holds a bank's reference, over all partners, providers and kinds: the same transfer is booked once. The
-- tables of the bookings fill it by a trigger, so that engines of the version before fill it too; those do not look at
-- who holds a reference, this version does, in the same transaction.
create table ledger.bank_transfer (
  -- In the form that is compared: see ledger.canonical_bank_reference.
  reference   text primary key,
  -- The id of the booking: a top-up, a partner's payment or a float top-up.
  transfer    uuid not null unique,
  kind        text not null check (kind in ('TOP_UP', 'PARTNER_PAYMENT', 'FLOAT_TOP_UP')),
  -- A partner's or a provider's code.
  owner       text not null,
  amount      numeric(20, 2) not null,
  recorded_by text not null,
  recorded_at timestamptz not null
);
create index bank_transfer_by on ledger.bank_transfer (lower(recorded_by), recorded_at);
-- Deleted where two people correct a booking and say that its reference may be booked anew.
grant select, insert, delete on ledger.bank_transfer to ${app_user};

create function ledger.canonical_bank_reference(reference text) returns text language sql immutable strict as $$
  select lower(normalize(regexp_replace(btrim(reference), '\s+', ' ', 'g'), NFKC))
$$;

-- Called with the kind of the booking.
create function ledger.hold_bank_reference() returns trigger language plpgsql as $$
declare
  booking jsonb := to_jsonb(new);
begin
  insert into ledger.bank_transfer (reference, transfer, kind, owner, amount, recorded_by, recorded_at)
  values (
    ledger.canonical_bank_reference(new.bank_reference), new.id, tg_argv[0],
    coalesce(booking ->> 'provider',
      (select p.code from partners.partner p where p.id = (booking ->> 'partner')::bigint), booking ->> 'partner'),
    new.amount, new.recorded_by, new.recorded_at)
  on conflict do nothing;
  return null;
end $$;

-- Bookings that two people reversed, each once.
create table ledger.transfer_reversal (
  transfer        uuid primary key,
  kind            text not null check (kind in ('TOP_UP', 'PARTNER_PAYMENT', 'FLOAT_TOP_UP')),
  owner           text not null,
  amount          numeric(20, 2) not null check (amount > 0),
  -- Whether the bank's reference may be booked anew.
  reference_freed boolean not null,
  -- Who decided, as the audit names them.
  decided_by      text not null,
  reversed_at     timestamptz not null
);
grant select, insert on ledger.transfer_reversal to ${app_user};
