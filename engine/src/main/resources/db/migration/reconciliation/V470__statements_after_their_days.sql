-- Whether a file came after the end of its last day in Asia/Jakarta. An earlier file cannot contain the rest of that day. The next
-- day there begins at 17:00 UTC.
create function reconciliation.is_of_whole_days(last_day date, received_at timestamptz) returns boolean
  language sql immutable as $$
  select received_at >= (last_day + 1)::timestamp at time zone 'Asia/Jakarta'
$$;
revoke execute on function reconciliation.is_of_whole_days(date, timestamptz) from public;
grant execute on function reconciliation.is_of_whole_days(date, timestamptz) to ${app_user};

-- The same bytes may come again after the days.
grant update (received_at) on reconciliation.file to ${app_user};
