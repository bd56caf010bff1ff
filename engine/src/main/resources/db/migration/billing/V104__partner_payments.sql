-- What a postpaid partner paid of what it owes. The caller's key is the last defence against booking it twice.
create table billing.payment (
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
grant select, insert on billing.payment to ${app_user};

-- Partners that were given a limit and may not use it yet: a purchase that read the earlier terms may still be running.
create table billing.new_limit (
  partner bigint primary key,
  -- When a job first saw the change committed, by the database's clock; null before.
  seen_at timestamptz
);
grant select, insert, update, delete on billing.new_limit to ${app_user};
