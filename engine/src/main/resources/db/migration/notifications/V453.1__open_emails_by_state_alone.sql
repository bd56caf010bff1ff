-- email_open takes its place, for engines of the version before too: they read it for both states.
drop index concurrently if exists notifications.email_stuck;
