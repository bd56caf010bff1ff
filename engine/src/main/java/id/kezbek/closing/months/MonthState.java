package id.kezbek.closing.months;

/** The states of a month. */
public enum MonthState {
    OPEN,
    /** Finance looks at what is missing. */
    REVIEW,
    /** Two people closed it; the figures are kept. */
    CLOSED
}
