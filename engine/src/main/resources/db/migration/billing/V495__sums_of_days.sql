-- Sums of each day in Asia/Jakarta for previews of invoices and the checklist of a month. A day is summed again after the ledger corrected it:
-- its rows with the ledger's current number of corrections count, and rows with a lower number are left.
create table billing.summed_day (
  day         date not null,
  corrections int not null,
  primary key (day, corrections)
);
grant select, insert on billing.summed_day to ${app_user};

create table billing.cashback_day (
  day         date not null,
  corrections int not null,
  -- The code, as the owner of a ledger account.
  partner     text not null,
  -- Without values for amounts without a single purchase.
  rule        bigint,
  tier        text,
  wallet      text,
  purchases   bigint not null,
  amount      numeric(20, 2) not null
);
create index cashback_day_of_partner on billing.cashback_day (partner, day);
grant select, insert on billing.cashback_day to ${app_user};

create table billing.payment_day (
  day         date not null,
  corrections int not null,
  partner     bigint not null,
  provider    text not null,
  wallet      text not null,
  -- Negative if more payments came back than were made.
  payouts     bigint not null,
  amount      numeric(20, 2) not null,
  fees        numeric(20, 2) not null,
  primary key (day, corrections, partner, provider, wallet)
);
grant select, insert on billing.payment_day to ${app_user};
