package id.kezbek.payouts;

/** How far the cashback of a refunded purchase is taken back. The table and the API use these names. */
public enum RefundState {
    /** The payout is in flight. The engine decides when it has ended. */
    WAITING,
    /** The money was not sent, and is back in the partner's funds. */
    RETURNED,
    /** The customer has the money. The engine sets it off in the customer's next payouts. */
    OWED,
    /** The money was set off in later payouts. */
    NETTED
}
