-- Webhooks: events for partners' systems, the endpoints that get them, and each attempt to deliver them. Events and deliveries are kept for
-- 30 days; the job forget-webhooks deletes an event with its deliveries and attempts.
create schema webhooks;
grant usage on schema webhooks to ${app_user}, ${partner_reader};

create table webhooks.endpoint (
  id            uuid primary key,
  partner       bigint not null,
  url           text not null,
  description   text not null,
  -- The types of events that it gets; null for all.
  types         text[],
  state         text not null check (state in ('ACTIVE', 'DISABLED')),
  -- Why it is disabled: the partner did it, it answered 410, or it failed for days.
  disabled_why  text check (disabled_why in ('BY_PARTNER', 'GONE', 'FAILING')),
  sealed_secret bytea not null,
  -- The replaced secret also signs until former_until.
  sealed_former bytea,
  former_until  timestamptz,
  -- The first failure since the last success; null after a success.
  failing_since timestamptz,
  created_at    timestamptz not null,
  changed_at    timestamptz not null,
  check ((state = 'DISABLED') = (disabled_why is not null)),
  check ((sealed_former is null) = (former_until is null))
);
create index endpoint_by_partner on webhooks.endpoint (partner);
grant select, insert, update on webhooks.endpoint to ${app_user};
alter table webhooks.endpoint enable row level security;
create policy engine on webhooks.endpoint to ${app_user} using (true) with check (true);
create policy own_rows on webhooks.endpoint for select to ${partner_reader} using (partner = shared.own_partner());
grant select (id, partner, url, description, types, state, disabled_why, former_until, failing_since, created_at, changed_at)
  on webhooks.endpoint to ${partner_reader};

-- The last sequence number of each partner.
create table webhooks.sequence (
  partner bigint primary key,
  last    bigint not null
);
grant select, insert, update on webhooks.sequence to ${app_user};

create table webhooks.event (
  id       uuid primary key,
  partner  bigint not null,
  sequence bigint not null,
  type     text not null,
  at       timestamptz not null,
  -- The JSON text as it is signed and sent.
  body     text not null,
  unique (partner, sequence)
);
create index event_to_forget on webhooks.event (at);
grant select, insert, delete on webhooks.event to ${app_user};
alter table webhooks.event enable row level security;
create policy engine on webhooks.event to ${app_user} using (true) with check (true);
create policy own_rows on webhooks.event for select to ${partner_reader} using (partner = shared.own_partner());
grant select on webhooks.event to ${partner_reader};

create table webhooks.delivery (
  id         uuid primary key,
  event      uuid not null references webhooks.event on delete cascade,
  endpoint   uuid not null references webhooks.endpoint,
  partner    bigint not null,
  state      text not null check (state in ('WAITING', 'DELIVERED', 'FAILED')),
  -- Each claim has another number.
  tries      int not null default 0,
  -- How many attempts may still fail before it is FAILED.
  tries_left int not null,
  -- When it is sent next. A claim moves it past the time that an attempt can take, so a crash delays it but does not lose it.
  due_at     timestamptz not null,
  status     int,
  failure    text,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  unique (event, endpoint)
);
create index delivery_due on webhooks.delivery (endpoint, due_at) where state = 'WAITING';
create index delivery_by_partner on webhooks.delivery (partner, id);
create index delivery_by_endpoint on webhooks.delivery (endpoint, id);
create index delivery_failed on webhooks.delivery (partner, id) where state = 'FAILED';
grant select, insert, update on webhooks.delivery to ${app_user};
alter table webhooks.delivery enable row level security;
create policy engine on webhooks.delivery to ${app_user} using (true) with check (true);
create policy own_rows on webhooks.delivery for select to ${partner_reader} using (partner = shared.own_partner());
grant select on webhooks.delivery to ${partner_reader};

create table webhooks.attempt (
  delivery uuid not null references webhooks.delivery on delete cascade,
  number   int not null,
  at       timestamptz not null,
  millis   int not null,
  -- The HTTP status; null if there was no answer.
  status   int,
  -- Why there was no answer; null if there was one.
  failure  text,
  -- The first 1 kB of the answer.
  answer   text not null,
  -- The endpoint's URL at that time.
  url      text not null,
  primary key (delivery, number)
);
grant select, insert on webhooks.attempt to ${app_user};
alter table webhooks.attempt enable row level security;
create policy engine on webhooks.attempt to ${app_user} using (true) with check (true);
create policy own_rows on webhooks.attempt for select to ${partner_reader} using (delivery in (select d.id from webhooks.delivery d));
grant select on webhooks.attempt to ${partner_reader};
