-- When an e-mail is tried again that the mail system did not take. Until then it counts as QUEUED and has no message.
alter table notifications.email add column due_at timestamptz;
