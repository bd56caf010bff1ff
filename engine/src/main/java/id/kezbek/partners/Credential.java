package id.kezbek.partners;

/** A key and its secret, both URL-safe. They are shown only here; the text form hides them. */
public record Credential(String apiKey, String apiSecret) {

    @Override
    public String toString() {
        return "Credential[hidden]";
    }
}
