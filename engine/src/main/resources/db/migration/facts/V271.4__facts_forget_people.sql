-- How far facts have lost the personal data that their readers needed.
create table facts.forgotten (
  only_row boolean primary key default true check (only_row),
  xid      xid8 not null,
  id       bigint not null
);
insert into facts.forgotten (xid, id) values ('0', 0);
grant select, update on facts.forgotten to ${app_user};

-- Takes numbers and addresses out of facts that all readers have passed. Those that are set aside keep theirs; whoever takes one
-- later sets the place back to it.
create function facts.forget_people(before timestamptz, most int, out looked int, out forgotten int)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  place facts.forgotten;
  last_xid xid8;
  last_id bigint;
begin
  select * into place from facts.forgotten for update;
  with next as (
    select f.xid, f.id, f.at, row_number() over (order by f.xid, f.id) as n
    from (select xid, id, at from facts.fact
          where (xid, id) > (place.xid, place.id)
            and (xid, id) <= (select c.xid, c.id from facts.consumer c order by c.xid, c.id limit 1)
          order by xid, id limit most) f),
  due as (select * from next where n < coalesce((select min(n) from next where at >= before), most + 1)),
  gone as (
    update facts.fact f set body = f.body - array['msisdn', 'email', 'reference'],
      -- What days do to a customer is told of a subject that is made of the number.
      subject = case when f.body ? 'msisdn' and f.kind in ('TIER_EXPIRED', 'TIER_EXPIRING')
        then '00000000-0000-0000-0000-000000000000' else f.subject end
    from due d
    where f.xid = d.xid and f.id = d.id and f.body ?| array['msisdn', 'email', 'reference']
      and not exists (select from facts.set_aside s where s.xid = f.xid and s.id = f.id)
    returning 1)
  select count(*), (select count(*) from gone),
    (select d.xid from due d order by d.xid desc, d.id desc limit 1),
    (select d.id from due d order by d.xid desc, d.id desc limit 1)
  into looked, forgotten, last_xid, last_id from due;
  if looked > 0 then
    update facts.forgotten set xid = last_xid, id = last_id;
  end if;
end $$;
revoke all on function facts.forget_people(timestamptz, int) from public;
grant execute on function facts.forget_people(timestamptz, int) to ${app_user};
