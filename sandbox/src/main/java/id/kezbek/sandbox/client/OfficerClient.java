package id.kezbek.sandbox.client;

import java.util.Map;

/** A partner's officer on API v1: logs in with an e-mailed code and reads the transactions. */
public final class OfficerClient {

    private static final String AUTHORIZATION = "/api/v1/authorization/";

    private final HttpCalls engine;
    private final String email;

    public OfficerClient(HttpCalls engine, String email) {
        this.engine = engine;
        this.email = email;
    }

    /** Requests a code. The response contains the transaction id that must be sent with the code. */
    public Answer ask() {
        return engine.post(AUTHORIZATION + "b2b", Map.of(), Json.object().put("email", email));
    }

    public Answer answer(String transaction, String otp) {
        return engine.post(
                AUTHORIZATION + "otp",
                Map.of("x-client-trxid", transaction),
                Json.object().put("otp", otp));
    }

    /**
     * @param query for example {@code ?text_search=LSAJA}
     */
    public Answer transactions(String token, String query) {
        return engine.get(
                "/api/partner/v1/transactions" + query,
                Map.of("x-client-channel", "EBIZKEZBEK", "Authorization", "Bearer " + token));
    }
}
