-- What earlier write-offs of this difference booked, before its statement changed and the rest was opened again.
alter table reconciliation.break add column written_off_before numeric(20, 2) not null default 0;
-- A difference follows its line to the corrected statement.
grant update (subject, file, number, part, day, written_off_before) on reconciliation.break to ${app_user};
