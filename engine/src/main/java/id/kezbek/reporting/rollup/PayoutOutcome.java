package id.kezbek.reporting.rollup;

/**
 * The result of a payout. {@code REVERSED}, {@code CANCELLED}, {@code REDUCED}, {@code CLAWED_BACK} and {@code NETTED} take money
 * back, so their amounts are negative. {@code ROUNDED}
 * contains the amount that Kezbek added. Fees are recorded with {@code PAID} and {@code PAID_TWICE}.
 */
public enum PayoutOutcome {
    PAID,
    PAID_TWICE,
    REVERSED,
    FAILED,
    UNKNOWN,
    CONTRADICTED,
    ATTENTION,
    RETRIED,
    ROUNDED,
    CANCELLED,
    FUNDED,
    REDUCED,
    CLAWED_BACK,
    NETTED
}
