create trigger float_top_up_holds_its_reference after insert on payouts.float_top_up
  for each row execute function ledger.hold_bank_reference('FLOAT_TOP_UP');

insert into ledger.bank_transfer (reference, transfer, kind, owner, amount, recorded_by, recorded_at)
select ledger.canonical_bank_reference(bank_reference), id, 'FLOAT_TOP_UP', provider, amount, recorded_by, recorded_at
from payouts.float_top_up
order by recorded_at, id
on conflict do nothing;

-- One that is corrected gives its reference up, which older engines still need to be unique for a provider.
grant update (bank_reference) on payouts.float_top_up to ${app_user};
