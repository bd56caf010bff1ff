create index concurrently if not exists email_waiting_urgent on notifications.email (created_at)
  where state = 'WAITING' and useful_until is not null;
