-- Who bears the paid cashback of a refunded purchase, and the highest amount of a refund for which the customer does not.
alter table partners.partner add column refunds text not null default 'NET';
alter table partners.partner add constraint partner_refunds_listed
  check (refunds in ('NET', 'ABSORBED_BY_PARTNER', 'ABSORBED_BY_OPERATOR'));
alter table partners.partner add column refunds_limit numeric(20, 2);
alter table partners.partner add constraint partner_refunds_limit_sound
  check (refunds_limit is null or refunds <> 'NET' and refunds_limit > 0);
