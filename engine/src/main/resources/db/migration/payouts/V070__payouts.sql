create schema payouts;
grant usage on schema payouts to ${app_user};
insert into shared.data_version values ('routing', 1);

create table payouts.wallet (
  code    text primary key,
  name    text not null,
  minimum numeric(20, 2) not null check (minimum > 0),
  maximum numeric(20, 2) not null check (maximum >= minimum)
);
create table payouts.provider (
  code   text primary key,
  name   text not null,
  paused boolean not null default false
);
-- What a provider charges for a payout to a wallet, from an instant on; the latest that has begun is in force.
create table payouts.fee (
  provider       text not null references payouts.provider,
  wallet         text not null references payouts.wallet,
  effective_from timestamptz not null,
  fee            numeric(20, 2) not null check (fee >= 0),
  minimum        numeric(20, 2) not null check (minimum > 0),
  maximum        numeric(20, 2) not null check (maximum >= minimum),
  -- A provider that moves money into its own wallet only; fees saved are counted against it.
  direct         boolean not null,
  primary key (provider, wallet, effective_from)
);
grant select, insert, update, delete on payouts.wallet, payouts.provider, payouts.fee to ${app_user};

create table payouts.payout (
  id          uuid primary key,
  partner     bigint not null,
  msisdn      text not null,
  wallet      text not null,
  amount      numeric(20, 2) not null check (amount > 0),
  state       text not null check (state in ('HELD', 'PENDING', 'IN_FLIGHT', 'PAID', 'ATTENTION', 'CANCELLED')),
  -- Why it is held, waits or needs people; null otherwise.
  reason      text,
  attempts    int not null default 0,
  -- How many of the attempts reached a provider and were not paid; the others say nothing about the payout itself.
  refusals    int not null default 0,
  -- PENDING: not to be sent before.
  due_at      timestamptz not null,
  created_at  timestamptz not null,
  ended_at    timestamptz
) with (fillfactor = 80);
create index payout_due on payouts.payout (due_at) where state = 'PENDING';
create index payout_open on payouts.payout (state, id) where state in ('HELD', 'IN_FLIGHT', 'ATTENTION');
create index payout_partner on payouts.payout (partner, id);
grant select, insert, update on payouts.payout to ${app_user};

-- What a payout pays for: mostly one purchase.
create table payouts.item (
  payout   uuid not null,
  position smallint not null,
  kind     text not null check (kind in ('PURCHASE', 'NETTING')),
  purchase uuid not null,
  -- The partner's reference of the purchase, so that a payout can be followed by it.
  reference text not null,
  amount   numeric(20, 2) not null check (amount <> 0),
  primary key (payout, position)
);
create index item_purchase on payouts.item (purchase);
grant select, insert on payouts.item to ${app_user};

create table payouts.attempt (
  id                 uuid primary key,
  payout             uuid not null,
  number             int not null check (number > 0),
  provider           text not null,
  partner            bigint not null,
  msisdn             text not null,
  wallet             text not null,
  amount             numeric(20, 2) not null check (amount > 0),
  fee                numeric(20, 2) not null check (fee >= 0),
  -- What the wallet's direct provider would have charged; null where there is none.
  direct_fee         numeric(20, 2),
  state              text not null check (state in ('SENDING', 'SUCCEEDED', 'FAILED', 'UNKNOWN', 'REVERSED')),
  -- Nothing may be written to the provider after this instant.
  lease_until        timestamptz not null,
  -- All candidates' quotes, the winner, and why the others lost.
  quotes             jsonb not null,
  provider_reference text,
  -- The provider's or the engine's words on the outcome, without personal data.
  reason             text,
  -- False where it failed before the provider had it: that says nothing about the provider and this payout.
  reached            boolean not null default true,
  started_at         timestamptz not null,
  ended_at           timestamptz,
  next_inquiry_at    timestamptz,
  inquiries          int not null default 0,
  -- Where the provider knows no reference: at most one unresolved attempt may hold this key.
  exclusive_key      text,
  unique (payout, number)
) with (fillfactor = 80);
create unique index attempt_one_open on payouts.attempt (payout) where state in ('SENDING', 'UNKNOWN');
create unique index attempt_exclusive on payouts.attempt (provider, exclusive_key)
  where exclusive_key is not null and state in ('SENDING', 'UNKNOWN');
create index attempt_sending on payouts.attempt (lease_until) where state = 'SENDING';
create index attempt_inquiry on payouts.attempt (next_inquiry_at) where state = 'UNKNOWN';
grant select, insert, update on payouts.attempt to ${app_user};
