package id.kezbek.partners;

/** An API key and its secret, both URL-safe. Only this type contains the secret, and {@code toString} hides both. */
public record Credential(String apiKey, String apiSecret) {

    @Override
    public String toString() {
        return "Credential[hidden]";
    }
}
