-- Who booked a partner's money without a second person: what two people decided names the approval instead of a person.
create index bank_transfer_alone on ledger.bank_transfer (owner) where recorded_by not like 'approval %';
