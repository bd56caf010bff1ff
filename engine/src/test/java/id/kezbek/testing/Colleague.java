package id.kezbek.testing;

import id.kezbek.access.AddStaff;
import id.kezbek.access.StaffTokens;
import id.kezbek.shared.Ids;
import id.kezbek.shared.security.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A member of staff whom no other test uses. */
public final class Colleague {

    private static final AtomicLong NUMBER = new AtomicLong();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final EngineUnderTest engine;
    private final String email;
    private final String token;

    public Colleague(EngineUnderTest engine, Role role) {
        this(engine, "colleague" + NUMBER.incrementAndGet() + "@staff.example", role);
    }

    private Colleague(EngineUnderTest engine, String email, Role role) {
        this.engine = engine;
        this.email = email;
        engine.get(AddStaff.class).add(email, "Colleague", role);
        this.token = engine.get(StaffTokens.class).issue(email, Duration.ofHours(1));
    }

    /** The same person, logged in after two administrators changed the role. */
    public Colleague withRole(Role role) {
        change("role", "\"role\":\"" + role + "\",");
        return new Colleague(engine, email, role);
    }

    /** Two administrators remove the person. */
    public void leave() {
        change("remove", "");
    }

    private void change(String what, String fields) {
        Answer proposed = new Colleague(engine, Role.ADMIN)
                .post(
                        "/api/v2/staff/" + Ids.text(engine.staffId(email)) + "/" + what,
                        "{" + fields + "\"reason\":\"by a test\"}");
        Answer changed = new Colleague(engine, Role.ADMIN).approve(proposed);
        if (changed.status() != 200) {
            throw new IllegalStateException(proposed.body() + " " + changed.body());
        }
    }

    public String email() {
        return email;
    }

    public Answer get(String path) {
        return Call.to(engine.uri(path)).bearer(token).by(CLIENT);
    }

    /** A file, or the answer that there is none. */
    public HttpResponse<byte[]> file(String path) {
        try {
            return CLIENT.send(
                    HttpRequest.newBuilder(engine.uri(path))
                            .header("authorization", "Bearer " + token)
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException away) {
            throw new UncheckedIOException(away);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    public Answer post(String path, String body) {
        return Call.to(engine.uri(path))
                .bearer(token)
                .header("content-type", "application/json")
                .header("Idempotency-Key", "colleague-" + NUMBER.incrementAndGet())
                .post(body)
                .by(CLIENT);
    }

    public Answer approve(Answer proposed) {
        return post("/api/v2/approvals/" + proposed.body().path("id").asString() + "/approve", "");
    }
}
