-- The ladder is the same for every partner, so that reads on behalf of one see all of it.
grant select on loyalty.ladder_version to ${partner_reader};
