-- Only e-mails that have come to their end are forgotten, so only these are written to the index.
create index concurrently if not exists email_ended_to_forget on notifications.email (changed_at)
  where (recipient <> '' or sealed_recipient is not null) and state in ('SENT', 'FAILED', 'SUPPRESSED');
