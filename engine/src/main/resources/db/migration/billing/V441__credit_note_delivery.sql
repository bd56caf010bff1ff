-- Credit notes are e-mailed as invoices are. Those of earlier versions count as delivered.
create table billing.credit_note_delivery (
  credit_note  uuid primary key references billing.credit_note,
  delivered_at timestamptz not null
);
grant select, insert on billing.credit_note_delivery to ${app_user};
insert into billing.credit_note_delivery (credit_note, delivered_at) select id, issued_at from billing.credit_note;
