alter table notifications.email validate constraint email_state_known;
