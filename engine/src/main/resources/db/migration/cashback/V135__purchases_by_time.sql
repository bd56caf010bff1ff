-- A partner's purchases, newest first. Time and not the id alone, because what is asked for is "from" and "to"; ids
-- follow the time only as far as clocks do. It is the one index beside the key: each costs every accepted purchase.
create index purchase_of_partner on cashback.purchase (partner, accepted_at, id);
