create index concurrently if not exists email_to_redrive on notifications.email (created_at)
  where state = 'FAILED' and useful_until is null;
