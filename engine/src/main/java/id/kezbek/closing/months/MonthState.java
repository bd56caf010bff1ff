package id.kezbek.closing.months;

/** The states of a month. */
public enum MonthState {
    OPEN,
    /** Finance reviews the checks and does the missing work. */
    REVIEW,
    /** Two people closed the month. Its figures are stored. */
    CLOSED
}
