-- The one of those that can be sent again takes its place, for engines of the version before too.
drop index concurrently if exists notifications.email_failed;
