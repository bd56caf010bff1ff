package id.kezbek.partners;

/**
 * A key and the secret that signs for it, both text of URL-safe characters. This is the only time that they are seen;
 * the text form hides them.
 */
public record Credential(String apiKey, String apiSecret) {

    @Override
    public String toString() {
        return "Credential[hidden]";
    }
}
