package id.kezbek.reconciliation.matching;

/** The kinds of differences. */
public enum BreakKind {
    /** The statement has a payment that belongs to no attempt of ours. Fees in the same row are included. */
    UNKNOWN_PAYMENT(true),
    /** The statement has a fee, VAT or another movement that belongs to no attempt of ours. */
    UNKNOWN_MOVEMENT(true),
    /** The statement has a payment, but we recorded the attempt of this payment as failed. */
    LATE_SUCCESS(false),
    /** The statement has a reversal that is missing in our books. */
    UNKNOWN_REVERSAL(true),
    /**
     * We recorded a payment that is missing in the statement of its day. The next day's statement may still contain the
     * payment.
     */
    PENDING(false),
    /** We recorded a payment that is missing in the statement of its day and in the statement of the next day. */
    MISSING(false),
    /** Complete statements do not contain an attempt with an unknown result. */
    UNKNOWN_ABSENT(false),
    /** Statement and books contain different amounts. */
    AMOUNT(true),
    /** Statement and books contain different fees. */
    FEE(true),
    /** Statement and books contain a different wallet or customer. */
    WALLET_OR_MSISDN(false),
    /** The statement contains the same payment twice. */
    DUPLICATE_LINE(true),
    /** The statement contains two payments of one attempt. */
    PAID_TWICE(true),
    /** The statement contains a top-up of our money at the provider that we have not booked. */
    UNKNOWN_TOP_UP(true),
    /** We booked a top-up that is missing in the statement of its day and in the statement of the next day. */
    MISSING_TOP_UP(false),
    /** No statement covers a day between two statements. */
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
