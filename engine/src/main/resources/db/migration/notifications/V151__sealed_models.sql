-- What of an e-mail's model must not rest in clear, such as a one-time password, sealed under the key outside the
-- database; gone once the e-mail is sent or given up.
alter table notifications.email add column sealed_model bytea;
-- Later than this it is of no use to its reader and is not sent any more.
alter table notifications.email add column useful_until timestamptz;
