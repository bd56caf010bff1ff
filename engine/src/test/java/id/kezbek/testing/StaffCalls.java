package id.kezbek.testing;

import id.kezbek.access.tokens.IdentityProvider;
import id.kezbek.partners.Partner;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Requests of v2 by staff, with one person for each role; each POST has a new key. */
public final class StaffCalls implements AutoCloseable {

    private static final AtomicLong KEY = new AtomicLong();

    private final EngineUnderTest engine;
    private final HttpClient client = HttpClient.newHttpClient();

    public StaffCalls(EngineUnderTest engine) {
        this.engine = engine;
    }

    public Answer get(String path, Role role) {
        return Call.to(engine.uri(path)).bearer(engine.staffToken(role)).by(client);
    }

    public Answer post(String path, Role role, String body) {
        return post(path, role, body, "staff-calls-" + KEY.incrementAndGet());
    }

    public Answer post(String path, Role role, String body, String key) {
        return Call.to(engine.uri(path))
                .bearer(engine.staffToken(role))
                .header("Idempotency-Key", key)
                .post(body)
                .by(client);
    }

    /** A request with any method that needs no key. */
    public Answer send(String method, String path, Role role, String body) {
        return Call.to(engine.uri(path))
                .bearer(engine.staffToken(role))
                .header("content-type", "application/json")
                .send(method, body.getBytes(StandardCharsets.UTF_8))
                .by(client);
    }

    /** Approves the proposal of a request. */
    public Answer approve(Answer proposed, Role role) {
        return post("/api/v2/approvals/" + proposed.body().get("id").asString() + "/approve", role, "");
    }

    /** A proposal by finance, approved by an administrator; returns the answer to the approval. */
    public Answer twoPeople(String path, String body) {
        Answer proposed = post(path, Role.FINANCE, body);
        if (proposed.status() != 202) {
            return proposed;
        }
        return post("/api/v2/approvals/" + proposed.body().get("id").asString() + "/approve", Role.ADMIN, "");
    }

    /** A request by a partner's system. */
    public Answer getAsPartner(String path, Partner partner) {
        Caller caller = new Caller(Role.PARTNER, partner.code(), partner.id());
        String token = engine.get(IdentityProvider.class)
                .issue(caller, Duration.ofHours(1))
                .token();
        return Call.to(engine.uri(path)).bearer(token).by(client);
    }

    @Override
    public void close() {
        client.close();
    }
}
