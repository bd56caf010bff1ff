package id.kezbek.console.months;

import id.kezbek.console.frame.Filters;

/** The page with the list of months. */
public record MonthList(Filters filters, Month.Months found) {}
