-- The one of e-mails without a hash takes its place. No version was released that looks for an address in any other way.
drop index concurrently if exists notifications.email_recipient;
