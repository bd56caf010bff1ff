package id.kezbek.partners;

/**
 * An API key and its secret, both URL-safe. Only this type contains the secret. {@code toString} hides the key and the
 * secret.
 */
public record Credential(String apiKey, String apiSecret) {

    @Override
    public String toString() {
        return "Credential[hidden]";
    }
}
