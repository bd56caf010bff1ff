package id.kezbek.payouts;

/** The state of the cashback that a refund takes back. */
public enum RefundState {
    /**
     * The payout is IN_FLIGHT, or the result of an attempt is unknown. When the attempt has ended, a job sets the next
     * state.
     */
    WAITING,
    /** The money was not sent to the customer. The partner got it back. */
    RETURNED,
    /** The customer got the money and owes it back. The engine deducts the amount from the customer's next payouts. */
    OWED,
    /** The amount was deducted from later payouts. */
    NETTED,
    /** Two people wrote off the amount that the customer still owed. */
    WRITTEN_OFF,
    /** The customer keeps the money. The partner bears the amount. */
    ABSORBED_BY_PARTNER,
    /** The customer keeps the money. Kezbek has returned the amount to the partner. */
    ABSORBED_BY_OPERATOR;

    /** Whether the state of the refund is final. */
    public boolean isEnd() {
        return switch (this) {
            case WAITING, OWED -> false;
            case RETURNED, NETTED, WRITTEN_OFF, ABSORBED_BY_PARTNER, ABSORBED_BY_OPERATOR -> true;
        };
    }
}
