-- Those that were tried longest ago come first.
create index set_aside_tried on facts.set_aside (consumer, tried_at, xid, id);
