package id.kezbek.closing;

/**
 * A booking that is part of the close of a month. The module to which the booking belongs provides a bean of this type.
 */
public interface CloseBooking {

    /** Whether {@link #book} would book anything now. */
    boolean isDue(CalendarMonth month);

    /**
     * Makes the booking in the transaction of the close, at the month's end, and its reversal at the start of the next month.
     * If the month was closed before, it books only the changes since then. The next month is not closed.
     */
    void book(CalendarMonth month);
}
