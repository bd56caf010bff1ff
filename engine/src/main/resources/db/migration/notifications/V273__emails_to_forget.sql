create index concurrently if not exists email_to_forget on notifications.email (changed_at)
  where recipient <> '' or sealed_recipient is not null;
