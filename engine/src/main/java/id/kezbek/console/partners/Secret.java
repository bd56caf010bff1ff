package id.kezbek.console.partners;

/** A new API key and its secret, which only one page shows. */
public record Secret(String partner, String apiKey, String apiSecret) {

    /** Leaves out the secret. */
    @Override
    public String toString() {
        return "Secret[" + partner + "]";
    }
}
