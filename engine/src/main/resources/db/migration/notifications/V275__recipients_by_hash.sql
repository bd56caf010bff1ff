create index concurrently if not exists email_recipient_hash on notifications.email (recipient_hash, created_at desc, id desc)
  where recipient_hash is not null;
