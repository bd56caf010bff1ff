create index concurrently if not exists contact_in_clear on notifications.contact (partner, msisdn) where email <> '';
