-- A refund of paid cashback may also be written off, or the partner or Kezbek bears it.
alter table payouts.refund drop constraint refund_state_check;
alter table payouts.refund add constraint refund_state_listed check (state in ('WAITING', 'RETURNED', 'OWED', 'NETTED',
  'WRITTEN_OFF', 'ABSORBED_BY_PARTNER', 'ABSORBED_BY_OPERATOR')) not valid;

-- Small payouts of a customer are collected into one.
alter table payouts.item drop constraint item_kind_listed;
alter table payouts.item add constraint item_kind_complete
  check (kind in ('PURCHASE', 'NETTING', 'ROUNDING', 'REFUND', 'COLLECTED')) not valid;
