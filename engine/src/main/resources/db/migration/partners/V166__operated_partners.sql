-- How many calls a second the partner may make; null for what the installation allows everybody.
alter table partners.partner
  add column calls_per_second int check (calls_per_second between 1 and 100000);

-- What tells people the credentials of one partner apart: the key's first characters, and when it last opened a session.
-- One that two people agreed on names their approval, which gives one credential only.
alter table partners.credential
  add column key_hint text,
  add column approval uuid unique,
  add column last_used_at timestamptz;
