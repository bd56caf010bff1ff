create index concurrently if not exists email_customer on notifications.email (customer) where customer is not null;
