package id.kezbek.reconciliation.matching;

/** The kinds of differences. */
public enum BreakKind {
    /** The statement has a payment that no attempt of ours made. */
    UNKNOWN_PAYMENT(true),
    /** The statement has the payment of an attempt that we recorded as failed. */
    LATE_SUCCESS(false),
    /** The statement has a reversal of a payment that we recorded as paid, or of none. */
    UNKNOWN_REVERSAL(true),
    /** We recorded a payment that may still come in the next day's statement. */
    PENDING(false),
    /** We recorded a payment that the statements of its day and the day after do not have. */
    MISSING(false),
    /** Statements that are proven whole do not have an attempt with an unknown result. */
    UNKNOWN_ABSENT(false),
    /** Statement and books have other amounts. */
    AMOUNT(true),
    /** Statement and books have other fees. */
    FEE(true),
    /** Statement and books have another wallet or customer. */
    WALLET_OR_MSISDN(false),
    /** The statement has the same payment twice. */
    DUPLICATE_LINE(true),
    /** The statement has two payments of one attempt. */
    PAID_TWICE(true),
    /** The statement has a transfer to our money there that is not booked. */
    UNKNOWN_TOP_UP(true),
    /** We booked a transfer that the statements of its day and the day after do not have. */
    MISSING_TOP_UP(false),
    /** Between two statements the statement of a day is missing. */
    FILE_GAP(false),
    /** Two statements are of the same day. */
    FILE_OVERLAP(false);

    private final boolean mayBeWrittenOff;

    BreakKind(boolean mayBeWrittenOff) {
        this.mayBeWrittenOff = mayBeWrittenOff;
    }

    /** Whether the difference is money that the provider took or gave, and no customer's. */
    public boolean mayBeWrittenOff() {
        return mayBeWrittenOff;
    }
}
