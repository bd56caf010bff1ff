-- For other modules: whether two people reversed a booking.
create function ledger.is_reversed(booking uuid) returns boolean language sql stable as $$
  select exists (select from ledger.transfer_reversal r where r.transfer = booking)
$$;
