-- E-mails are found by the hash of their address. Only those of versions before are found by the address itself, so an e-mail of
-- today writes one index fewer, three times.
create index concurrently if not exists email_recipient_of_before on notifications.email (lower(recipient), created_at desc, id desc)
  where recipient_hash is null and recipient <> '';
