package id.kezbek.closing;

import java.util.SortedMap;

/**
 * Figures that the manifest of a month stores. The module that computes the figures provides a bean of this type. If
 * the figures are computed again later, the values must be the same.
 */
public interface CloseFigures {

    /**
     * The figures by name. A figure is an amount, for example {@code ledger FLOAT XENIT SETTLE}, or the hash of a file.
     */
    SortedMap<String, String> figures(CalendarMonth month);
}
