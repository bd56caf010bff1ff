package id.kezbek.billing;

import id.kezbek.access.AddStaff;
import id.kezbek.access.StaffTokens;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.Call;
import id.kezbek.testing.EngineUnderTest;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A person of staff whom no other test knows. */
final class Colleague {

    private static final AtomicLong NUMBER = new AtomicLong();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final EngineUnderTest engine;
    private final String email;
    private final String token;

    Colleague(EngineUnderTest engine, Role role) {
        this.engine = engine;
        this.email = "colleague" + NUMBER.incrementAndGet() + "@staff.example";
        engine.get(AddStaff.class).add(email, "Colleague", role);
        this.token = engine.get(StaffTokens.class).issue(email, Duration.ofHours(1));
    }

    String email() {
        return email;
    }

    Answer get(String path) {
        return Call.to(engine.uri(path)).bearer(token).by(CLIENT);
    }

    Answer post(String path, String body) {
        return Call.to(engine.uri(path))
                .bearer(token)
                .header("content-type", "application/json")
                .header("Idempotency-Key", "colleague-" + NUMBER.incrementAndGet())
                .post(body)
                .by(CLIENT);
    }

    Answer approve(Answer proposed) {
        return post("/api/v2/approvals/" + proposed.body().path("id").asString() + "/approve", "");
    }
}
