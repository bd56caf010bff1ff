package id.kezbek.closing;

/** A booking that is part of the close of a month. The module that makes the booking provides a bean of this type. */
public interface CloseBooking {

    /** Whether {@link #book} would book anything now. */
    boolean isDue(CalendarMonth month);

    /**
     * Makes the booking in the transaction of the close. The booking is at the month's end, and its reversal is at the
     * start of the next month. If the month was closed before, only the changes since then are booked. The caller makes
     * sure that the next month is not closed.
     */
    void book(CalendarMonth month);
}
