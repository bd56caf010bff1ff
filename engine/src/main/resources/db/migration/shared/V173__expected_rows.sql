-- A statement whose commit travels with it cannot be judged by its caller: it judges itself by this.
create function shared.expect_rows(touched bigint, expected integer) returns void language plpgsql as $$
begin
  if touched <> expected then
    raise exception 'expected % rows and touched %', expected, touched using errcode = 'serialization_failure';
  end if;
end $$;
