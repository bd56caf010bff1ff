package id.kezbek.sandbox.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A logged-in system of a partner. */
public final class PartnerClient {

    private static final String CHANNEL = "B2BCLIENT";
    private static final String TRANSACTIONS = "/api/v2/transactions";
    private static final String AUTHORIZATION = "/api/v1/authorization/client";

    private final HttpCalls calls;
    private final Answer session;

    private PartnerClient(HttpCalls calls, Answer session) {
        this.calls = calls;
        this.session = session;
    }

    /**
     * Signs a request and gets a token. The engine accepts each signature only once, so a partner can log in at most
     * once per second.
     *
     * @throws NoAnswer if the engine refuses
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

    /** A client that uses the same session at another process of the same engine. */
    public PartnerClient at(HttpCalls other) {
        return new PartnerClient(other, session);
    }

    /** The response to the log-in. */
    public Answer session() {
        return session;
    }

    public String token() {
        return session.data().path("token").asString();
    }

    /** Reports a purchase. Also returns refusals. */
    public Answer report(JsonNode purchase) {
        return calls.post("/api/v1/cashbacks", authorized(), purchase);
    }

    /** Reads the customer's tier. */
    public Answer tier(String msisdn) {
        return calls.get("/api/v1/cashbacks/" + msisdn, authorized());
    }

    /**
     * Reports a purchase over v2. The response explains the decision. Also returns refusals.
     *
     * @param waitSeconds how long to wait for the payout's final state; 0 for no wait
     */
    public Answer transact(JsonNode purchase, int waitSeconds) {
        Map<String, String> headers = bearer();
        if (waitSeconds > 0) {
            headers.put("Prefer", "wait=" + waitSeconds);
        }
        return calls.post(TRANSACTIONS, headers, purchase);
    }

    /** Reports many purchases over v2. The engine decides about each purchase separately. */
    public Answer transactAll(List<? extends JsonNode> purchases) {
        ObjectNode body = Json.object();
        body.putArray("transactions").addAll(purchases);
        return calls.post(TRANSACTIONS + ":batch", bearer(), body);
    }

    /** Refunds a purchase over v2. Also returns a response that refuses the refund. */
    public Answer refund(String id, JsonNode refund) {
        return calls.post(TRANSACTIONS + "/" + id + "/refunds", bearer(), refund);
    }

    /** Reads a transaction by its id over v2. */
    public Answer transaction(String id) {
        return calls.get(TRANSACTIONS + "/" + id, bearer());
    }

    /** Searches a transaction by its reference. The response is a list with at most one item. */
    public Answer byReference(String reference) {
        return calls.get(TRANSACTIONS + "?reference=" + URLEncoder.encode(reference, StandardCharsets.UTF_8), bearer());
    }

    /** Reads the customer's tier and next reward over v2. */
    public Answer customer(String msisdn) {
        return calls.get("/api/v2/customers/" + msisdn, bearer());
    }

    /** v2 needs only the token as a header. */
    private Map<String, String> bearer() {
        Map<String, String> headers = new HashMap<>();
        headers.put("Authorization", "Bearer " + token());
        return headers;
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
