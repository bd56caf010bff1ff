-- Periods that ended long ago are forgotten, the oldest first.
create index rule_customer_since on cashback.rule_customer (since);
grant delete on cashback.rule_customer to ${app_user};
