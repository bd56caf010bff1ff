-- The one of ended e-mails takes its place, for engines of the version before too: they ask for the same.
drop index concurrently if exists notifications.email_to_forget;
