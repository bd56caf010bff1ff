-- One decision of two people about many payouts. The rows are frozen at the proposal; each payout is decided in a transaction of its own
-- after the approval.
create table payouts.bulk_decision (
  id          uuid primary key,
  decision    text not null check (decision in ('RETRY', 'CANCEL', 'PAID', 'NOT_PAID')),
  proposed_at timestamptz not null,
  -- Null until it is approved.
  approval    uuid,
  approved_at timestamptz,
  -- When the last payout got its outcome.
  ended_at    timestamptz,
  check ((approval is null) = (approved_at is null))
);
create index bulk_decision_open on payouts.bulk_decision (approved_at) where approved_at is not null and ended_at is null;
grant select, insert (id, decision, proposed_at), update (approval, approved_at, ended_at) on payouts.bulk_decision to ${app_user};

create table payouts.bulk_item (
  decision uuid not null references payouts.bulk_decision,
  position int not null,
  payout   uuid not null,
  -- The attempt whose result is decided; null for RETRY and CANCEL.
  attempt  uuid,
  -- The payout as it was proposed. If it has changed since, it is skipped.
  amount   numeric(20, 2) not null,
  state    text not null,
  payout_reason text,
  attempts int not null,
  -- How often an error prevented the decision.
  tries    int not null default 0,
  outcome  text check (outcome in ('DONE', 'SKIPPED', 'FAILED')),
  -- Why it was skipped or failed.
  reason   text,
  ended_at timestamptz,
  primary key (decision, position),
  unique (decision, payout)
);
grant select, insert (decision, position, payout, attempt, amount, state, payout_reason, attempts), update (tries, outcome, reason, ended_at)
  on payouts.bulk_item to ${app_user};
