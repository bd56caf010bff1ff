-- What refunds changed in the tier period that runs; null for most customers. First the number of the period; then, for it and for each
-- higher period that refunds have undone: the highest count that it had reached, the number of rewards that the customer gets again, and
-- for each of them its count and its amount in hundredths.
alter table loyalty.member add column reduced bigint[];
-- A customer without any purchase left has the count 0.
alter table loyalty.member drop constraint member_recurring_check;
alter table loyalty.member add constraint member_recurring_not_negative check (recurring >= 0) not valid;
-- A refund may take back the move into a tier.
alter table loyalty.journey drop constraint journey_cause_check;
alter table loyalty.journey add constraint journey_cause_known check (cause in ('JOINED', 'PROMOTED', 'RENEWED', 'EXPIRED', 'REFUNDED')) not valid;
