-- Every callback whose signature holds, once for each wording, with what became of it. Unsigned ones are only counted.
create table payouts.callback (
  id               uuid primary key,
  provider         text not null,
  -- SHA-256 of the raw body: the same wording again is the same callback.
  digest           bytea not null,
  -- What it says; null where it could not be read.
  external_id      text,
  status           text,
  amount           numeric(20, 2),
  told_at          timestamptz,
  -- The attempt it speaks of; null where there is none.
  attempt          uuid,
  verdict          text not null,
  times            int not null default 1,
  received_at      timestamptz not null,
  last_received_at timestamptz not null,
  unique (provider, digest)
);
create index callback_open on payouts.callback (received_at) where verdict = 'ACCEPTED';
create index callback_attempt on payouts.callback (attempt) where attempt is not null;
grant select, insert, update on payouts.callback to ${app_user};
