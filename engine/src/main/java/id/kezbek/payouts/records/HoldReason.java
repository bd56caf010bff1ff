package id.kezbek.payouts.records;

/** Why a payout is HELD. The table and the API show the name. */
public enum HoldReason {

    /** The partner's available funds do not cover it. Nothing was taken, and the ledger has no line of it. */
    FUNDING_SHORT(false),

    /** Its amount is below the wallet's minimum. */
    BELOW_WALLET_MINIMUM(true),

    /** All suitable providers are paused. */
    PROVIDERS_PAUSED(true);

    private final boolean isFunded;

    HoldReason(boolean isFunded) {
        this.isFunded = isFunded;
    }

    /** Whether the amount of such a payout was taken from the partner's funds and is in the ledger. */
    public boolean isFunded() {
        return isFunded;
    }
}
