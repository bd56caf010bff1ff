-- Lost e-mails are found by state and age: one with a stopped sender is lost earlier than one in the queue.
create index concurrently if not exists email_open on notifications.email (state, changed_at) where state in ('QUEUED', 'SENDING');
