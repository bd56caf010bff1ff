package id.kezbek.reporting.rollup;

/**
 * The daily figures that are compared with their sources: purchases with the table of purchases, payments with the
 * ledger.
 */
public enum Figure {
    PURCHASES(false),
    PURCHASE_AMOUNT(true),
    CASHBACK(true),
    REWARD(true),
    PAID(false),
    PAID_AMOUNT(true),
    PAID_TWICE(false),
    PAID_TWICE_AMOUNT(true),
    REVERSED(false),
    REVERSED_AMOUNT(true),
    PAYOUT_FEES(true);

    private final boolean isMoney;

    Figure(boolean isMoney) {
        this.isMoney = isMoney;
    }

    /** Whether the figure is an amount; false for a count. */
    public boolean isMoney() {
        return isMoney;
    }
}
