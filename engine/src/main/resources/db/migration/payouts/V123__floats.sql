-- What our money at each provider still covers: its FLOAT account in the ledger less what attempts that are open may
-- still cost. Kept beside the books, because every claim asks for it and the books are long.
create table payouts.provider_float (
  provider  text primary key references payouts.provider,
  available numeric(20, 2) not null,
  -- Where it is not checked a provider is never passed over for its float, which then may fall below zero.
  checked   boolean not null default false,
  -- Below it the float is told to be low.
  low_mark  numeric(20, 2) not null default 0 check (low_mark >= 0)
) with (fillfactor = 50);
insert into payouts.provider_float (provider, available)
select p.code,
  coalesce((select sum(l.amount) from ledger.line l join ledger.account a on a.id = l.account
            where a.kind = 'FLOAT' and a.owner = p.code), 0)
  - coalesce((select sum(t.amount + t.fee) from payouts.attempt t
              where t.provider = p.code and t.state in ('SENDING', 'UNKNOWN')), 0)
from payouts.provider p;
grant select, insert, update on payouts.provider_float to ${app_user};

create table payouts.float_top_up (
  id             uuid primary key,
  provider       text not null references payouts.provider,
  amount         numeric(20, 2) not null check (amount > 0),
  bank_reference text not null,
  recorded_by    text not null,
  recorded_at    timestamptz not null,
  unique (provider, bank_reference)
);
grant select, insert on payouts.float_top_up to ${app_user};

-- Why a payout that no attempt was made for waits: each candidate's quote and verdict.
alter table payouts.payout add column quotes jsonb;
