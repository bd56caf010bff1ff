-- What two people gave up of a refund. It returns to Kezbek if the payout is cancelled after its provider took it back.
alter table payouts.refund add column written_off numeric(20, 2) not null default 0;
