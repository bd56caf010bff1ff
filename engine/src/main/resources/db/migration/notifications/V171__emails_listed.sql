-- Support looks e-mails up by their time or by whom they went to; redrive and the gauges look for those given up.
create index email_listed on notifications.email (created_at desc, id desc);
create index email_recipient on notifications.email (lower(recipient), created_at desc, id desc);
create index email_failed on notifications.email (created_at) where state = 'FAILED';
