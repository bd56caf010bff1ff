create index concurrently if not exists email_in_queue on notifications.email (changed_at)
  where state = 'QUEUED' and due_at is null;
