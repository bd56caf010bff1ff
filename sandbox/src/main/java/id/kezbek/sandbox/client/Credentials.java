package id.kezbek.sandbox.client;

/** What a partner's system signs in with. Its text form shows the code only. */
public record Credentials(String code, String apiKey, String apiSecret) {

    @Override
    public String toString() {
        return "Credentials of " + code;
    }
}
