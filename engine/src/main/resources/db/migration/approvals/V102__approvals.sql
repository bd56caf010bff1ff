-- An act that one person proposed and another decides about.
create table approvals.approval (
  id           uuid primary key,
  kind         text not null,
  state        text not null check (state in ('PROPOSED', 'APPROVED', 'REJECTED', 'WITHDRAWN', 'EXPIRED')),
  -- What the act is about, such as "payout 01h…": at most one proposal of a kind may be open for it.
  subject      text not null,
  -- What it will do, in words, as it was shown to both.
  summary      text not null,
  arguments    jsonb not null,
  reason       text not null,
  proposed_by  text not null,
  proposed_at  timestamptz not null,
  expires_at   timestamptz not null,
  ended_by     text,
  ended_at     timestamptz,
  ended_reason text,
  check ((state = 'PROPOSED') = (ended_at is null)),
  check (state <> 'APPROVED' or lower(ended_by) <> lower(proposed_by))
);
create unique index approval_one_open on approvals.approval (kind, subject) where state = 'PROPOSED';
create index approval_expiry on approvals.approval (expires_at) where state = 'PROPOSED';
create index approval_state on approvals.approval (state, id);
grant select, insert, update on approvals.approval to ${app_user};
