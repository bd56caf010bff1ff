-- What the last 30 days would have got under a proposed rule. The result names customers only by their purchases.
create table cashback.backtest (
  id          uuid primary key,
  -- The proposed version, as the arguments of its proposal.
  terms       jsonb not null,
  state       text not null check (state in ('WAITING', 'RUNNING', 'DONE', 'FAILED')),
  tries       int not null default 0,
  -- RUNNING: another process may begin anew after this.
  lease_until timestamptz,
  begins      timestamptz not null,
  until       timestamptz not null,
  -- Simulated so far.
  days        int not null default 0,
  purchases   bigint not null default 0,
  result      jsonb,
  created_at  timestamptz not null,
  ended_at    timestamptz
);
create index backtest_open on cashback.backtest (id) where state in ('WAITING', 'RUNNING');
create index backtest_old on cashback.backtest (created_at);
grant select, insert, update, delete on cashback.backtest to ${app_user};
