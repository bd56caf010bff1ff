-- What people decided, beside the state that it led to: who they were. Why stands in the approval.
alter table payouts.attempt add column decided_by text;
alter table payouts.payout add column decided_by text;
