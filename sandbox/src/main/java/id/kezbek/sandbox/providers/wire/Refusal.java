package id.kezbek.sandbox.providers.wire;

/** The reason why a provider rejected a well-formed order. No money moved. */
public enum Refusal {
    EXPIRED("The order came after its expiry."),
    INSUFFICIENT_BALANCE("The balance does not cover the amount and the fee."),
    DECLINED("The wallet declined the top-up.");

    private final String message;

    Refusal(String message) {
        this.message = message;
    }

    public String message() {
        return message;
    }
}
