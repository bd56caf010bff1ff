-- Customers whose e-mail address two people corrected, by the keyed hash that names them, and when: what was told before that brings the
-- wrong address not back.
create table notifications.corrected_address (
  customer     uuid primary key,
  corrected_at timestamptz not null
);
grant select, insert, update on notifications.corrected_address to ${app_user};
