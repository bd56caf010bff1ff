-- Callbacks that wait for an answer are looked for every second.
create index concurrently if not exists callback_asked on payouts.callback (received_at) where verdict = 'ASKED';
