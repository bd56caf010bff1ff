-- What a partner pays from a month on. Nothing is changed: of two rows for a month, the one with the higher version counts.
create table billing.invoice_terms (
  partner        bigint not null,
  -- The first day of the month.
  effective_from date not null check (extract(day from effective_from) = 1),
  version        int not null,
  terms          jsonb not null,
  decided_by     text not null,
  decided_at     timestamptz not null,
  primary key (partner, effective_from, version)
);
grant select, insert on billing.invoice_terms to ${app_user};

-- The last number taken of a series in a year. Its row's lock is held until the number's document is committed, so that a
-- number of a failed transaction is taken by the next.
create table billing.document_series (
  series text not null,
  year   int not null,
  last   int not null check (last > 0),
  primary key (series, year)
);
grant select, insert, update on billing.document_series to ${app_user};

-- Invoices are never changed: ${app_user} has no right to.
create table billing.invoice (
  id           uuid primary key,
  series       text not null,
  year         int not null,
  sequence     int not null,
  number       text not null unique,
  partner      bigint not null,
  -- The first day of its month, in Asia/Jakarta.
  period       date not null,
  -- Above 1 where earlier ones of the period were credited.
  edition      int not null check (edition > 0),
  -- The ledger's lines from an instant up to a cut.
  covers_from  timestamptz not null,
  covers_until timestamptz not null check (covers_until > covers_from),
  price        numeric(20, 2) not null check (price > 0),
  ppn          numeric(20, 2) not null check (ppn >= 0),
  total        numeric(20, 2) not null check (total = price + ppn),
  -- What the partner may withhold of the total.
  pph23        numeric(20, 2) not null check (pph23 >= 0),
  due_on       date not null,
  -- The content as JSON, to the byte, and its SHA-256.
  snapshot     text not null,
  sha256       text not null,
  issued_by    text not null,
  issued_at    timestamptz not null,
  unique (series, year, sequence),
  unique (partner, period, edition)
);
grant select, insert on billing.invoice to ${app_user};

create table billing.credit_note (
  id         uuid primary key,
  series     text not null,
  year       int not null,
  sequence   int not null,
  number     text not null unique,
  invoice    uuid not null unique references billing.invoice,
  total      numeric(20, 2) not null check (total > 0),
  reason     text not null,
  decided_by text not null,
  issued_at  timestamptz not null,
  unique (series, year, sequence)
);
grant select, insert on billing.credit_note to ${app_user};

-- The tax office's number of an invoice.
create table billing.tax_number (
  invoice     uuid primary key references billing.invoice,
  number      text not null unique check (number ~ '^[0-9]{17}$'),
  recorded_by text not null,
  recorded_at timestamptz not null
);
grant select, insert on billing.tax_number to ${app_user};

-- The certificate (bukti potong) of tax that a partner withheld from an invoice.
create table billing.withholding (
  invoice     uuid primary key references billing.invoice,
  certificate text not null unique,
  dated       date not null,
  amount      numeric(20, 2) not null check (amount > 0),
  recorded_by text not null,
  recorded_at timestamptz not null
);
grant select, insert on billing.withholding to ${app_user};

-- What a partner paid of its invoices. The caller's key is the last defence against booking it twice.
create table billing.invoice_payment (
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
grant select, insert on billing.invoice_payment to ${app_user};
create trigger invoice_payment_holds_its_reference after insert on billing.invoice_payment
  for each row execute function ledger.hold_bank_reference('PARTNER_PAYMENT');

-- Which part of a payment pays which invoice. A negative amount takes an allocation back.
create table billing.allocation (
  id           uuid primary key,
  payment      uuid not null references billing.invoice_payment,
  invoice      uuid not null references billing.invoice,
  amount       numeric(20, 2) not null check (amount <> 0),
  allocated_at timestamptz not null
);
create index allocation_invoice on billing.allocation (invoice);
create index allocation_payment on billing.allocation (payment);
grant select, insert on billing.allocation to ${app_user};

-- Invoices whose file is stored and whose e-mails are ordered.
create table billing.invoice_delivery (
  invoice      uuid primary key references billing.invoice,
  delivered_at timestamptz not null
);
grant select, insert on billing.invoice_delivery to ${app_user};
