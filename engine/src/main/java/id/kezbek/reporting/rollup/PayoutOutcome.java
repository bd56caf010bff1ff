package id.kezbek.reporting.rollup;

/**
 * What happened to a payout. {@code REVERSED} and {@code CANCELLED} take money back: their amounts are negative.
 * {@code ROUNDED} has what Kezbek added. Fees stand at {@code PAID} and {@code PAID_TWICE}.
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
    FUNDED
}
