-- For other modules that add up a period: the lines of some accounts in [from, until). Whose is null: of every owner.
create function ledger.lines_between(kinds text[], whose text, from_at timestamptz, until timestamptz)
returns table (movement uuid, kind text, subject uuid, amount numeric, at timestamptz) language sql stable as $$
  select l.movement, l.kind, l.subject, l.amount, l.at from ledger.line l
  where l.account in (select a.id from ledger.account a where a.kind = any(kinds) and (whose is null or a.owner = whose))
    and l.at >= from_at and l.at < until
$$;
