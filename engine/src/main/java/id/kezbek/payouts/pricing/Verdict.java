package id.kezbek.payouts.pricing;

/** The routing verdict about a candidate, with its description. */
public enum Verdict {
    CHOSEN("lowest fee of all available providers"),
    DEARER("the chosen provider has a lower fee"),
    TIED("same fee; the provider whose code sorts first is chosen"),
    FAILED_BEFORE("rejected this payout before; other providers are tried first"),
    NOT_WHOLE_RUPIAH("wallets accept only whole rupiah"),
    BELOW_MINIMUM("the amount is below the provider's minimum"),
    ABOVE_MAXIMUM("the amount is above the provider's maximum"),
    NOT_CONFIGURED("the provider's address is not configured"),
    SAME_AMOUNT_UNRESOLVED(
            "the provider stores no references, and an attempt with this number and amount is unresolved"),
    FLOAT_SHORT("the float does not cover amount and fee"),
    DISABLED("disabled for this wallet"),
    PAUSED("paused by staff"),
    BREAKER_OPEN("the circuit breaker is open after too many errors");

    private final String reason;

    Verdict(String reason) {
        this.reason = reason;
    }

    /** Whether a payout could use the provider. */
    public boolean isAvailable() {
        return this == CHOSEN || this == DEARER || this == TIED || this == FAILED_BEFORE;
    }

    String reason() {
        return reason;
    }
}
