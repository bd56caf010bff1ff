package id.kezbek.sandbox.client;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Kezbek's staff as clients of the API: OPERATIONS onboards partners, FINANCE proposes bookings of incoming money,
 * and an administrator approves them.
 */
public final class StaffClient {

    private static final String ONBOARDING_ROLE = "OPERATIONS";
    private static final String MONEY_ROLE = "FINANCE";
    private static final String SECOND_MONEY_ROLE = "ADMIN";
    private static final String STEERING_ROLE = "OPERATIONS";
    private static final int PAGE_PAYOUTS = 100;
    private static final int MAX_PAGES = 1_000;

    private final HttpCalls calls;
    private final SandboxFile sandbox;

    public StaffClient(HttpCalls calls, SandboxFile sandbox) {
        this.calls = calls;
        this.sandbox = sandbox;
    }

    /** Onboards a partner; the logo is a PNG image. */
    public Answer onboard(Onboarding partner, byte[] logo) {
        return calls.post("/api/v1/partners", bearer(ONBOARDING_ROLE), partner.form(logo));
    }

    /**
     * Books a partner's payment: FINANCE proposes the booking and an administrator approves it.
     *
     * @return the response to the approval; if the proposal was refused, the response to the proposal
     */
    public Answer topUp(String partner, BigDecimal amount, String bankReference) {
        Answer proposed = proposeTopUp(partner, amount, bankReference);
        return proposed.succeeded() ? approveTopUp(proposed, bankReference) : proposed;
    }

    /** Approves a proposal that {@link #proposeTopUp} created. The bank reference must be the same. */
    public Answer approveTopUp(Answer proposed, String bankReference) {
        Map<String, String> headers = bearer(SECOND_MONEY_ROLE);
        headers.put("Idempotency-Key", "approve-" + bankReference);
        String approval = proposed.body().path("id").asString("");
        return calls.post("/api/v2/approvals/" + approval + "/approve", headers, Json.object());
    }

    /**
     * Proposes the booking of a partner's payment.
     *
     * @param bankReference also used as the idempotency key, so that a repeated request returns the same proposal
     */
    public Answer proposeTopUp(String partner, BigDecimal amount, String bankReference) {
        Map<String, String> headers = bearer(MONEY_ROLE);
        headers.put("Idempotency-Key", bankReference);
        ObjectNode body = Json.object();
        body.putObject("amount")
                .put("value", amount.setScale(2).toPlainString())
                .put("currency", "IDR");
        body.put("bank_reference", bankReference);
        return calls.post("/api/v2/partners/" + partner + "/funding/top-ups", headers, body);
    }

    /** Stops new orders to a provider. A repeated request with the same key has no further effect. */
    public Answer pause(String provider, String key) {
        return steer(provider, "pause", Json.object().put("reason", "sandbox"), key);
    }

    /** Allows new orders to a provider again. */
    public Answer resume(String provider, String key) {
        return steer(provider, "resume", Json.object(), key);
    }

    /** Proposes the result of an attempt whose result the provider does not report. Another person must approve it. */
    public Answer proposeResolution(String attempt, boolean paid, String key) {
        Map<String, String> headers = bearer(MONEY_ROLE);
        headers.put("Idempotency-Key", key);
        ObjectNode body = Json.object()
                .put("outcome", paid ? "PAID" : "NOT_PAID")
                .put("reason", "according to the provider's settlement file");
        return calls.post("/api/v2/attempts/" + attempt + "/resolution", headers, body);
    }

    /** Approves a proposal of another person. */
    public Answer approve(String approval, String key) {
        Map<String, String> headers = bearer(STEERING_ROLE);
        headers.put("Idempotency-Key", key);
        return calls.post("/api/v2/approvals/" + approval + "/approve", headers, Json.object());
    }

    /** Requests a run of a job. */
    public Answer runJob(String job, String key) {
        Map<String, String> headers = bearer(STEERING_ROLE);
        headers.put("Idempotency-Key", key);
        return calls.post("/api/v2/jobs/" + job + ":run", headers, Json.object());
    }

    /** The runs of a job, the newest first. */
    public Answer jobRuns(String job) {
        return calls.get("/api/v2/jobs/" + job + "/runs", bearer(STEERING_ROLE));
    }

    private Answer steer(String provider, String act, ObjectNode body, String key) {
        Map<String, String> headers = bearer(STEERING_ROLE);
        headers.put("Idempotency-Key", key);
        return calls.post("/api/v2/providers/" + provider + "/" + act, headers, body);
    }

    /** The partner's available funds. */
    public BigDecimal available(String partner) {
        Answer answer = calls.get("/api/v2/partners/" + partner + "/funding", bearer(MONEY_ROLE));
        return Json.amount(answer.orThrow().body().path("available"));
    }

    public TrialBalance trialBalance() {
        return TrialBalance.read(calls.get("/api/v2/ledger/trial-balance", bearer(MONEY_ROLE))
                .orThrow()
                .body());
    }

    public PayoutSummary summary(String partner) {
        return PayoutSummary.read(calls.get("/api/v2/payouts/summary?partner=" + partner, bearer(MONEY_ROLE))
                .orThrow()
                .body());
    }

    /** All payouts of a partner, read page by page. */
    public List<Payout> payouts(String partner) {
        List<Payout> payouts = new ArrayList<>();
        String cursor = "";
        for (int page = 0; page < MAX_PAGES; page++) {
            JsonNode body = payoutPage(partner, cursor);
            body.path("items").forEach(node -> payouts.add(Payout.read(node)));
            cursor = body.path("next_cursor").asString("");
            if (cursor.isEmpty()) {
                return payouts;
            }
        }
        throw new NoAnswer("the payouts of " + partner + " fill more than " + MAX_PAGES + " pages");
    }

    private JsonNode payoutPage(String partner, String cursor) {
        String path = "/api/v2/payouts?partner=" + partner + "&limit=" + PAGE_PAYOUTS;
        return calls.get(cursor.isEmpty() ? path : path + "&cursor=" + cursor, bearer(MONEY_ROLE))
                .orThrow()
                .body();
    }

    private Map<String, String> bearer(String role) {
        Map<String, String> headers = new HashMap<>();
        headers.put("x-client-channel", "EBIZKEZBEK");
        headers.put("Authorization", "Bearer " + sandbox.staffToken(role));
        return headers;
    }
}
