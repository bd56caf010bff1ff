package id.kezbek.closing;

import java.util.SortedMap;

/**
 * Figures of a month that the month's manifest stores. The module to which the figures belong provides a bean of this
 * type. A later computation must give the same values.
 */
public interface CloseFigures {

    /** The figures by name, for example {@code ledger FLOAT XENIT SETTLE} with an amount, or a file name with its hash. */
    SortedMap<String, String> figures(CalendarMonth month);
}
