package id.kezbek.closing;

import java.time.Instant;

/**
 * A booking that is part of the close of a month. The module to which the booking belongs provides a bean of this type.
 */
public interface CloseBooking {

    /**
     * Makes the booking in the transaction of the close. If the month was closed before, it books only the changes
     * since then.
     *
     * @param takenBackAt the time of the reversal: the start of the next month, or now if that month is already closed
     */
    void book(CalendarMonth month, Instant takenBackAt);
}
