-- The wallets are the same for every partner, so that reads on behalf of one see all of them.
grant select (code, name, minimum, maximum, active, version) on payouts.wallet to ${partner_reader};
