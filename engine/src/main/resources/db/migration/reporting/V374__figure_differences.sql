-- Figures of purchases and payouts in which the roll-ups differ from their source, by day.
create table reporting.figure_difference (
  day       date not null,
  figure    text not null,
  rolled_up numeric(24, 2) not null,
  source    numeric(24, 2) not null,
  primary key (day, figure)
);
grant select, insert, update, delete on reporting.figure_difference to ${app_user};
