package id.kezbek.reporting.rollup;

/**
 * The result of a payout. {@code REVERSED}, {@code CANCELLED}, {@code REDUCED}, {@code CLAWED_BACK}, {@code NETTED} and
 * {@code WRITTEN_OFF} take money back or end a debt, so their amounts are negative. {@code ROUNDED} contains the amount
 * that Kezbek added. {@code ABSORBED} contains the cashback that customers keep after refunds. {@code COLLECTED} and
 * {@code SPLIT} contain the amount that other payouts pay. Fees are recorded with {@code PAID} and {@code PAID_TWICE}.
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
    NETTED,
    WRITTEN_OFF,
    ABSORBED,
    COLLECTED,
    SPLIT
}
