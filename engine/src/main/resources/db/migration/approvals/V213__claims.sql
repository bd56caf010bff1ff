-- What only one open proposal of any kind may hold beside its subject, such as a bank's reference.
alter table approvals.approval add column claim text;
create unique index approval_one_claim on approvals.approval (claim) where state = 'PROPOSED';
-- Who proposed or approved something about a partner: acts that are about one name it so in their arguments.
create index approval_partner on approvals.approval ((arguments ->> 'partner'), kind);
