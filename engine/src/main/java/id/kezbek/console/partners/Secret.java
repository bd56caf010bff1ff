package id.kezbek.console.partners;

/** A new key and its secret, shown only once. */
public record Secret(String partner, String apiKey, String apiSecret) {

    /** Leaves out the secret. */
    @Override
    public String toString() {
        return "Secret[" + partner + "]";
    }
}
