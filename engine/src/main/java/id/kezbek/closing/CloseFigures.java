package id.kezbek.closing;

import java.util.SortedMap;

/**
 * Figures of a month that its manifest stores. The module that knows them provides a bean. Later computations must give the same
 * values.
 */
public interface CloseFigures {

    /** The figures by name, for example {@code ledger FLOAT XENIT SETTLE} with an amount, or a file name with its hash. */
    SortedMap<String, String> figures(CalendarMonth month);
}
