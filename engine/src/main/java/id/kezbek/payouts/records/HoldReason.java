package id.kezbek.payouts.records;

/** The reason why a payout is HELD. The table and the API use these names. */
public enum HoldReason {

    /**
     * The partner's available funds do not cover the payout. No amount was taken from the funds, and the ledger has no
     * line for the payout.
     */
    FUNDING_SHORT(false),

    /** The amount is below the wallet's minimum. */
    BELOW_WALLET_MINIMUM(true),

    /** All suitable providers are paused. */
    PROVIDERS_PAUSED(true);

    private final boolean isFunded;

    HoldReason(boolean isFunded) {
        this.isFunded = isFunded;
    }

    /** Whether the amount of a payout with this reason was taken from the partner's funds and is in the ledger. */
    public boolean isFunded() {
        return isFunded;
    }
}
