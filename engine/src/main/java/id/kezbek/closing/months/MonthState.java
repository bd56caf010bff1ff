package id.kezbek.closing.months;

/** The states of a month. */
public enum MonthState {
    OPEN,
    /** Finance reviews the checks and completes the missing parts. */
    REVIEW,
    /** Two people closed the month; its figures are stored. */
    CLOSED
}
