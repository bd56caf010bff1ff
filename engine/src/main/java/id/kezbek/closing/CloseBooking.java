package id.kezbek.closing;

import java.time.Instant;

/** A booking that the close of a month makes. The module that knows it provides a bean. */
public interface CloseBooking {

    /**
     * Books in the closing transaction. If the month was closed before, books only the changes since then.
     *
     * @param takenBackAt the time of the reversal: the start of the next month, or now if that month is already closed
     */
    void book(CalendarMonth month, Instant takenBackAt);
}
