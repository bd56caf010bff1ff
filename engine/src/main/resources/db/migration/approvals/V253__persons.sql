-- The two by their persons' ids; proposed_by and ended_by keep what people read. Null in rows of before, and where no
-- person decided.
alter table approvals.approval add column proposer uuid, add column decider uuid;
alter table approvals.approval add constraint approval_takes_two_persons
  check (state <> 'APPROVED' or proposer is null or decider is null or proposer <> decider);
create index approval_proposer on approvals.approval (proposer) where state = 'PROPOSED';
