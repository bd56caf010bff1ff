-- Payouts about which a callback waits for people are listed.
create index concurrently if not exists callback_for_people on payouts.callback (attempt) where verdict in ('FOR_PEOPLE', 'CONTRADICTED');
