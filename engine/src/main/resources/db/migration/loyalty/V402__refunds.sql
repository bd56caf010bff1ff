-- What refunds changed in the tier period that runs; null for most customers. First the number of the period, then the highest count that
-- it had reached, then pairs: a count, and the reward (in hundredths) that the purchase that reaches this count gets again.
alter table loyalty.member add column reduced bigint[];
-- A customer without any purchase left has the count 0.
alter table loyalty.member drop constraint member_recurring_check;
alter table loyalty.member add constraint member_recurring_not_negative check (recurring >= 0) not valid;
-- A refund may take back the move into a tier.
alter table loyalty.journey drop constraint journey_cause_check;
alter table loyalty.journey add constraint journey_cause_known check (cause in ('JOINED', 'PROMOTED', 'RENEWED', 'EXPIRED', 'REFUNDED')) not valid;
