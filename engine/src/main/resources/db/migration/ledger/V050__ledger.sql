create schema ledger;
grant usage on schema ledger to ${app_user};

create table ledger.account (
  id       bigint generated always as identity primary key,
  kind     text not null,
  -- A partner's code, a provider's code, or empty for Kezbek's own.
  owner    text not null,
  currency text not null check (currency = 'IDR'),
  unique (kind, owner, currency)
);
grant select, insert on ledger.account to ${app_user};

-- Debits are positive, credits negative. Never updated, never deleted: ${app_user} has no such right, and the trigger
-- below stops everybody else.
create table ledger.line (
  movement uuid not null,
  position smallint not null,
  account  bigint not null,
  amount   numeric(20, 2) not null check (amount <> 0),
  kind     text not null,
  subject  uuid not null,
  at       timestamptz not null,
  primary key (movement, position)
);
create index line_account on ledger.line (account, at) include (amount);
grant select, insert on ledger.line to ${app_user};

create function ledger.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'ledger lines are never changed or deleted; record a movement that corrects them';
end $$;
create trigger line_is_append_only before update or delete or truncate on ledger.line
  for each statement execute function ledger.refuse_change();

-- The lines of a movement come in one statement, sum to zero and name real accounts. Checked once a statement, which
-- costs little because hundreds of movements come in one; a foreign key would lock the hot accounts' rows each time.
create function ledger.refuse_unbalanced() returns trigger language plpgsql as $$
begin
  if exists (select from written group by movement having sum(amount) <> 0)
      or exists (select from written w where not exists (select from ledger.account a where a.id = w.account)) then
    raise exception 'a movement''s debits and credits differ, or a line names an account that does not exist';
  end if;
  return null;
end $$;
create trigger line_is_balanced after insert on ledger.line
  referencing new table as written for each statement execute function ledger.refuse_unbalanced();

-- What a partner may still spend, spread over slots so that concurrent callers do not queue on one row. The slots of a
-- partner sum to its prepaid balance, or to what is left of its credit limit. No row goes below zero.
create table ledger.funding_slot (
  partner   bigint not null,
  slot      smallint not null,
  available numeric(20, 2) not null check (available >= 0),
  primary key (partner, slot)
) with (fillfactor = 50);
grant select, insert, update on ledger.funding_slot to ${app_user};
