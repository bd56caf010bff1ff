package id.kezbek.closing;

import java.util.SortedMap;

/** Figures of a month that its manifest keeps. A bean of the module that knows them. They must be the same for ever. */
public interface CloseFigures {

    /** Figures by name, such as {@code ledger FLOAT XENIT SETTLE} and an amount, or a file's name and its hash. */
    SortedMap<String, String> figures(CalendarMonth month);
}
