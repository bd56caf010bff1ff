package id.kezbek.console.months;

import id.kezbek.console.frame.Filters;

/** The months. */
public record MonthList(Filters filters, Month.Months found) {}
