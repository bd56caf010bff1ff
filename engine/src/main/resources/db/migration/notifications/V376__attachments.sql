-- A file of the file store that the e-mail takes along: its key, and its name for the reader.
alter table notifications.email add column attachment jsonb;
