create index concurrently if not exists email_resting on notifications.email (due_at)
  where state = 'QUEUED' and due_at is not null;
