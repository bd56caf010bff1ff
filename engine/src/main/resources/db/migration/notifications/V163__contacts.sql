-- The address that a customer's purchases last came with, for e-mails that no purchase brings about. It stays in this
-- module and is forgotten when no purchase has brought it again for long.
create table notifications.contact (
  partner bigint not null,
  msisdn  text not null,
  email   text not null,
  seen_on date not null,
  primary key (partner, msisdn)
);
create index contact_seen on notifications.contact (seen_on);
grant select, insert, update, delete on notifications.contact to ${app_user};
