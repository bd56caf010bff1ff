package id.kezbek.closing.months;

/** The states of a month. */
public enum MonthState {
    OPEN,
    /** Finance reviews the missing parts. */
    REVIEW,
    /** Two people closed it; its figures are stored. */
    CLOSED
}
