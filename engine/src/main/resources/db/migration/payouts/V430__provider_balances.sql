-- The last answer of each provider that tells the balance of our money there, and our books at that moment.
create table payouts.provider_balance (
  provider      text primary key references payouts.provider,
  -- Null until the provider has told it.
  told          numeric(20, 2),
  told_at       timestamptz,
  -- The FLOAT account, and the most that open attempts may still take from it.
  books         numeric(20, 2) not null,
  open          numeric(20, 2) not null,
  -- The part that open attempts do not explain; negative if the provider has less than the books.
  difference    numeric(20, 2) not null,
  differs_since timestamptz,
  -- Why the provider did not tell it at the last question; null if it did.
  problem       text,
  asked_at      timestamptz not null,
  check ((told is null) = (told_at is null)),
  check ((difference = 0) = (differs_since is null))
);
grant select, insert, update on payouts.provider_balance to ${app_user};
