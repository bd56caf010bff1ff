package id.kezbek.payouts;

/** What routing made of a candidate, with the words that people read. */
enum Verdict {
    CHOSEN("lowest fee of those that can take it now"),
    DEARER("the chosen one costs less"),
    TIED("costs the same; the code that sorts first wins"),
    FAILED_BEFORE("did not pay this payout before; others go first"),
    NOT_WHOLE_RUPIAH("wallets take whole rupiah only"),
    BELOW_MINIMUM("the amount is below its minimum"),
    ABOVE_MAXIMUM("the amount is above its maximum"),
    NOT_CONFIGURED("this installation has no address for it"),
    SAME_AMOUNT_UNRESOLVED("it knows no references, and the same amount to the same number is unresolved there"),
    FLOAT_SHORT("our money there does not cover amount and fee"),
    DISABLED("switched off for this wallet"),
    PAUSED("paused by operations"),
    BREAKER_OPEN("its breaker is open after too many faults");

    private final String reason;

    Verdict(String reason) {
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
