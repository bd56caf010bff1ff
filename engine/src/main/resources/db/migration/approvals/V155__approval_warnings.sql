-- What whoever decides about a proposal should know before, in words: it can be carried out all the same.
alter table approvals.approval add column warnings text[] not null default '{}';
