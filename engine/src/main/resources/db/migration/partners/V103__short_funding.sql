-- What becomes of a purchase that the partner's funding does not cover: refused, or accepted with its payout held until
-- there is room.
alter table partners.partner add column short_funding text not null default 'REFUSE'
  check (short_funding in ('REFUSE', 'HOLD'));
