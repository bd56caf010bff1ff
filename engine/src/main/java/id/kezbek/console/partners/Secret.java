package id.kezbek.console.partners;

/** A new API key and its secret. Only one page shows the secret. */
public record Secret(String partner, String apiKey, String apiSecret) {

    /** Leaves out the secret. */
    @Override
    public String toString() {
        return "Secret[" + partner + "]";
    }
}
