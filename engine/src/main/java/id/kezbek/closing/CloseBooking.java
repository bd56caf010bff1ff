package id.kezbek.closing;

import java.time.Instant;

/** What the close of a month books. A bean of the module that knows it. */
public interface CloseBooking {

    /**
     * Books in the closing transaction. A month that is closed again gets only what has changed since.
     *
     * @param takenBackAt when it is taken back: the start of the next month, or now if that month is closed already
     */
    void book(CalendarMonth month, Instant takenBackAt);
}
