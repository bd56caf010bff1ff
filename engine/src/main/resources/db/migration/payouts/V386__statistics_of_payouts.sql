-- As in V385.
alter table payouts.attempt alter column quotes set statistics 0;
alter table payouts.payout alter column quotes set statistics 0;
