package id.kezbek.sandbox.client;

/** The credentials of a partner's system. {@code toString} shows only the partner's code. */
public record Credentials(String code, String apiKey, String apiSecret) {

    @Override
    public String toString() {
        return "Credentials of " + code;
    }
}
