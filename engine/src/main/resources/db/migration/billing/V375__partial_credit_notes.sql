-- A credit note may take a part off an invoice, so an invoice may have several. The one after which nothing is left ends it.
-- Null in notes of engines before, each of which took off a whole invoice.
alter table billing.credit_note
  add column price numeric(20, 2) check (price > 0),
  add column ppn numeric(20, 2) check (ppn >= 0),
  add column pph23 numeric(20, 2) check (pph23 >= 0),
  add column ends_invoice boolean not null default true,
  -- The content as JSON, to the byte, and its SHA-256.
  add column snapshot text,
  add column sha256 text,
  add constraint credit_note_adds_up check (total = price + ppn);
alter table billing.credit_note drop constraint credit_note_invoice_key;
create index credit_note_invoice on billing.credit_note (invoice);
create unique index credit_note_ends_invoice on billing.credit_note (invoice) where ends_invoice;
