alter table loyalty.member validate constraint member_recurring_not_negative;
alter table loyalty.journey validate constraint journey_cause_known;
