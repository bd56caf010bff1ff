-- What a customer has bought and got, added up by the same write that counts each purchase. None of it is indexed, so the
-- usual purchase stays an update within its page.
alter table loyalty.member
  add column purchases int not null default 0,
  add column amount numeric(20, 2) not null default 0,
  add column cashback numeric(20, 2) not null default 0,
  add column rewards numeric(20, 2) not null default 0;
update loyalty.member m set purchases = t.purchases, amount = t.amount, cashback = t.cashback, rewards = t.rewards
from (select partner, msisdn, count(*) as purchases, sum(amount) as amount, sum(cashback) as cashback,
        sum(reward) as rewards
      from cashback.purchase group by partner, msisdn) t
where t.partner = m.partner and t.msisdn = m.msisdn;
