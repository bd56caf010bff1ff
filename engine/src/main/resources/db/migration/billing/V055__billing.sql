create schema billing;
grant usage on schema billing to ${app_user};

-- Money that a partner paid in. The caller's key makes a repeated call find the first one.
create table billing.top_up (
  id              uuid primary key,
  partner         bigint not null,
  amount          numeric(20, 2) not null check (amount > 0),
  -- The bank's reference of the transfer.
  bank_reference  text not null,
  idempotency_key text not null,
  recorded_by     text not null,
  recorded_at     timestamptz not null,
  unique (partner, idempotency_key)
);
grant select, insert on billing.top_up to ${app_user};
