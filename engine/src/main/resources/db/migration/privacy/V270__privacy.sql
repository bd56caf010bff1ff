create schema privacy;
grant usage on schema privacy to ${app_user};

-- What two people decide about a customer's data. Who the customer is stands here sealed, and only until it is decided.
create table privacy.request (
  id           uuid primary key,
  kind         text not null check (kind in ('ERASURE', 'CORRECTION')),
  partner      bigint not null,
  -- Names the customer in approvals and the audit: a hash of partner and number under a key outside the database.
  customer     uuid not null,
  -- The number, and what it becomes; gone once it was carried out or is over.
  sealed_terms bytea,
  asked_at     timestamptz not null,
  ended_at     timestamptz,
  check ((sealed_terms is null) = (ended_at is not null))
);
create index request_open on privacy.request (asked_at) where sealed_terms is not null;
grant select, insert, update on privacy.request to ${app_user};

-- Who was erased, by the pseudonym that stands in the books since.
create table privacy.erasure (
  pseudonym text primary key,
  partner   bigint not null,
  approval  uuid not null unique,
  erased_at timestamptz not null
);
grant select, insert on privacy.erasure to ${app_user};
