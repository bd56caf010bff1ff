package id.kezbek.reconciliation.matching;

/** The kinds of differences. */
public enum BreakKind {
    /** The statement has a payment that no attempt of ours made. */
    UNKNOWN_PAYMENT(true),
    /** The statement has a payment whose attempt we recorded as failed. */
    LATE_SUCCESS(false),
    /** The statement has a reversal that our books do not have. */
    UNKNOWN_REVERSAL(true),
    /** We recorded a payment; the next day's statement may still contain it. */
    PENDING(false),
    /** We recorded a payment that is neither in the statement of its day nor in that of the next day. */
    MISSING(false),
    /** An attempt with an unknown result is missing in complete statements. */
    UNKNOWN_ABSENT(false),
    /** Statement and books have different amounts. */
    AMOUNT(true),
    /** Statement and books have different fees. */
    FEE(true),
    /** Statement and books have a different wallet or customer. */
    WALLET_OR_MSISDN(false),
    /** The statement has the same payment twice. */
    DUPLICATE_LINE(true),
    /** The statement has two payments of one attempt. */
    PAID_TWICE(true),
    /** The statement has a top-up of our money at the provider that is not booked. */
    UNKNOWN_TOP_UP(true),
    /** We booked a top-up that is neither in the statement of its day nor in that of the next day. */
    MISSING_TOP_UP(false),
    /** A day between two statements has no statement. */
    FILE_GAP(false),
    /** Two statements cover the same day. */
    FILE_OVERLAP(false);

    private final boolean mayBeWrittenOff;

    BreakKind(boolean mayBeWrittenOff) {
        this.mayBeWrittenOff = mayBeWrittenOff;
    }

    /** Whether only the provider and Kezbek are affected, and no customer. */
    public boolean mayBeWrittenOff() {
        return mayBeWrittenOff;
    }
}
