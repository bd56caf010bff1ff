package id.kezbek.testing;

import id.kezbek.shared.security.Role;
import java.net.http.HttpClient;
import java.util.concurrent.atomic.AtomicLong;

/** Calls of v2 by staff, one person a role; each POST under a key of its own. */
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

    @Override
    public void close() {
        client.close();
    }
}
