package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.access.AddStaff;
import id.kezbek.access.StaffTokens;
import id.kezbek.access.tokens.IdentityProvider;
import id.kezbek.shared.Ids;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.Call;
import id.kezbek.testing.EngineUnderTest;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;

/** The set-up of tests of persons: two administrators, new members of staff and officers, and their calls. */
abstract class CallsOfPeople {

    static final String CONFLICT = "409 state-conflict";
    static final AtomicInteger NUMBER = new AtomicInteger();

    final EngineUnderTest engine;
    final HttpClient client = HttpClient.newHttpClient();
    final String first = staff(Role.ADMIN);
    final String second = staff(Role.ADMIN);

    CallsOfPeople(EngineUnderTest engine) {
        this.engine = engine;
        engine.get(AddStaff.class).add(first, "First", Role.ADMIN);
        engine.get(AddStaff.class).add(second, "Second", Role.ADMIN);
    }

    @AfterEach
    void close() {
        client.close();
    }

    void change(String email, String what, String more) {
        UUID id = engine.staffId(email);
        Answer proposed = post(first, "/api/v2/staff/" + id(id) + "/" + what, "{\"reason\":\"moved\"" + more + "}");
        assertThat(proposed.status()).as("%s", proposed.body()).isEqualTo(202);
        assertThat(approve(second, proposed).status()).isEqualTo(200);
    }

    String state(Answer proposed) {
        return get(first, "/api/v2/approvals/" + id(proposed))
                .body()
                .get("state")
                .asString();
    }

    static String id(Answer proposed) {
        return proposed.body().get("id").asString();
    }

    static String id(UUID id) {
        return Ids.text(id);
    }

    String added(Role role) {
        String email = staff(role);
        engine.get(AddStaff.class).add(email, "Somebody", role);
        return email;
    }

    static String staff(Role role) {
        return role.name().toLowerCase(java.util.Locale.ROOT) + NUMBER.incrementAndGet() + "@one-person.example";
    }

    static String newcomer(String email) {
        return "{\"email\":\"%s\",\"name\":\"Newcomer\",\"role\":\"AUDITOR\",\"reason\":\"joins\"}".formatted(email);
    }

    String token(Caller caller) {
        return engine.get(IdentityProvider.class)
                .issue(caller, Duration.ofHours(1))
                .token();
    }

    String staffToken(String email) {
        return engine.get(StaffTokens.class).issue(email, Duration.ofHours(1));
    }

    Answer get(String email, String path) {
        return Call.to(engine.uri(path)).bearer(staffToken(email)).by(client);
    }

    Answer post(String email, String path, String body) {
        return postAs(staffToken(email), path, body);
    }

    Answer approve(String email, Answer proposed) {
        return post(email, "/api/v2/approvals/" + id(proposed) + "/approve", "");
    }

    Answer postAs(String token, String path, String body) {
        return Call.to(engine.uri(path))
                .bearer(token)
                .header("content-type", "application/json")
                .header("Idempotency-Key", "one-person-" + NUMBER.incrementAndGet())
                .post(body)
                .by(client);
    }
}
