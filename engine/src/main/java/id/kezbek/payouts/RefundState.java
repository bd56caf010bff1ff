package id.kezbek.payouts;

/** What became of the cashback that a refund takes back. */
public enum RefundState {
    /** The payout is in flight, or an attempt has no known result. A job decides after its end. */
    WAITING,
    /** The money was not sent, and the partner has it again. */
    RETURNED,
    /** The customer has the money. The engine sets it off in the customer's next payouts. */
    OWED,
    /** The money was set off in later payouts. */
    NETTED,
    /** Two people gave up what the customer still owed. */
    WRITTEN_OFF,
    /** The customer keeps the money, and the partner does not get it back. */
    ABSORBED_BY_PARTNER,
    /** The customer keeps the money. Kezbek has given it back to the partner. */
    ABSORBED_BY_OPERATOR;

    /** Whether nothing more happens to the refund. */
    public boolean isEnd() {
        return switch (this) {
            case WAITING, OWED -> false;
            case RETURNED, NETTED, WRITTEN_OFF, ABSORBED_BY_PARTNER, ABSORBED_BY_OPERATOR -> true;
        };
    }
}
