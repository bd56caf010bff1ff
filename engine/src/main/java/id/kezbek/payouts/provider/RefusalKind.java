package id.kezbek.payouts.provider;

/** Why a provider did not pay an order. Each adapter derives the kind from its provider's own codes. */
public enum RefusalKind {
    /** The provider gives no more specific reason. */
    UNSPECIFIED,
    /** The wallet, phone number or name cannot receive the money. */
    DESTINATION,
    /** The customer's wallet has reached a limit. */
    CUSTOMER_LIMIT,
    /**
     * According to the provider, Kezbek's float does not cover the order. Further orders are held back, and staff are
     * alerted.
     */
    FLOAT_SHORT,
    /** The provider could not pay at the moment. */
    TEMPORARY,
    /** Kezbek's credentials, rights or settings at the provider are wrong. */
    CONFIGURATION;

    /**
     * Whether the refusal concerns the payout itself. Only such refusals increase the payout's number of rejections.
     */
    public boolean isAboutPayout() {
        return switch (this) {
            case UNSPECIFIED, DESTINATION, CUSTOMER_LIMIT -> true;
            case FLOAT_SHORT, TEMPORARY, CONFIGURATION -> false;
        };
    }
}
