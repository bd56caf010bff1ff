-- The triggers first: they keep writers away until the commit, so that no booking falls between them and what follows.
create trigger top_up_holds_its_reference after insert on billing.top_up
  for each row execute function ledger.hold_bank_reference('TOP_UP');
create trigger payment_holds_its_reference after insert on billing.payment
  for each row execute function ledger.hold_bank_reference('PARTNER_PAYMENT');

-- What was booked before holds its reference; of several with one reference the first does.
insert into ledger.bank_transfer (reference, transfer, kind, owner, amount, recorded_by, recorded_at)
select ledger.canonical_bank_reference(b.bank_reference), b.id, b.kind, p.code, b.amount, b.recorded_by, b.recorded_at
from (
  select id, partner, amount, bank_reference, recorded_by, recorded_at, 'TOP_UP' as kind from billing.top_up
  union all
  select id, partner, amount, bank_reference, recorded_by, recorded_at, 'PARTNER_PAYMENT' from billing.payment
) b join partners.partner p on p.id = b.partner
order by b.recorded_at, b.id
on conflict do nothing;
