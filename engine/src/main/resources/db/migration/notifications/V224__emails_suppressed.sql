-- An e-mail beyond an address's number of a day is kept and not sent; the reason says why.
alter table notifications.email add column reason text;
alter table notifications.email drop constraint email_state_check;
alter table notifications.email add constraint email_state_known
  check (state in ('WAITING', 'QUEUED', 'SENDING', 'SENT', 'FAILED', 'SUPPRESSED')) not valid;
