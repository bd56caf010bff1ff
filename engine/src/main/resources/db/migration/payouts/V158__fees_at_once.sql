-- It began when it was approved, whatever another process's clock says.
alter table payouts.fee add column at_once boolean not null default false;
