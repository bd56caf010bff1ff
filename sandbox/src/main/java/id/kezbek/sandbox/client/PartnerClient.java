package id.kezbek.sandbox.client;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A partner's system, signed in. */
public final class PartnerClient {

    private static final String CHANNEL = "B2BCLIENT";
    private static final String AUTHORIZATION = "/api/v1/authorization/client";

    private final HttpCalls calls;
    private final Answer session;

    private PartnerClient(HttpCalls calls, Answer session) {
        this.calls = calls;
        this.session = session;
    }

    /**
     * Signs and asks for a token. The engine takes each signature once, so a partner signs in once a second at most.
     *
     * @throws NoAnswer where the engine refuses
     */
    public static PartnerClient signIn(HttpCalls calls, Credentials credentials, InstantSource clock) {
        long now = clock.instant().getEpochSecond();
        Map<String, String> headers = common();
        headers.put("x-api-key", credentials.apiKey());
        headers.put("x-client-timestamp", Long.toString(now));
        headers.put("x-client-signature", Signature.of(credentials, "POST", now));
        Answer answer = calls.post(AUTHORIZATION, headers, Json.object().put("code", credentials.code()));
        return new PartnerClient(calls, answer.orThrow());
    }

    /** The same session at another process of the same engine. */
    public PartnerClient at(HttpCalls other) {
        return new PartnerClient(other, session);
    }

    /** The answer to signing in. */
    public Answer session() {
        return session;
    }

    public String token() {
        return session.data().path("token").asString();
    }

    /** Reports a purchase; a refusal is an answer too. */
    public Answer report(JsonNode purchase) {
        return calls.post("/api/v1/cashbacks", authorized(), purchase);
    }

    /** Where the customer stands on the ladder. */
    public Answer tier(String msisdn) {
        return calls.get("/api/v1/cashbacks/" + msisdn, authorized());
    }

    private Map<String, String> authorized() {
        Map<String, String> headers = common();
        headers.put("Authorization", "Bearer " + token());
        return headers;
    }

    private static Map<String, String> common() {
        Map<String, String> headers = new HashMap<>();
        headers.put("x-client-channel", CHANNEL);
        headers.put("x-client-os", "linux");
        headers.put("x-client-device", "sandbox");
        headers.put("x-client-version", "1.0.0");
        return headers;
    }
}
