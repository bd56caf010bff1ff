package id.kezbek.reconciliation;

import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.Call;
import id.kezbek.testing.EngineUnderTest;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/** Sends statements as finance does. */
public final class StatementCalls implements AutoCloseable {

    private final EngineUnderTest engine;
    private final HttpClient client = HttpClient.newHttpClient();

    public StatementCalls(EngineUnderTest engine) {
        this.engine = engine;
    }

    public Answer put(String provider, LocalDate day, String text) {
        return put(provider, day.toString(), text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @param day with the query, if any
     */
    public Answer put(String provider, String day, byte[] file) {
        return put(provider, day, file, Role.FINANCE);
    }

    /** Sends as a person with this role. */
    public Answer put(String provider, String day, byte[] file, Role role) {
        return Call.to(engine.uri("/api/v2/providers/" + provider + "/statements/" + day))
                .bearer(engine.staffToken(role))
                .header("content-type", "text/csv")
                .send("PUT", file)
                .by(client);
    }

    @Override
    public void close() {
        client.close();
    }
}
