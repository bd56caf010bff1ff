-- An attempt that has ended is asked about again: a few times where it was proven unpaid by the provider's word, and
-- where a callback says otherwise than what is recorded.
alter table payouts.attempt add column late_checks int not null default 0;
create index attempt_late_check on payouts.attempt (next_inquiry_at)
  where state in ('FAILED', 'SUCCEEDED') and next_inquiry_at is not null;
