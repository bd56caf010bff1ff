package id.kezbek.access.web;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.access.AddStaff;
import id.kezbek.access.StaffTokens;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Call;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.net.http.HttpClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@EngineTest
class StaffTokensTest {

    private final EngineUnderTest engine;

    StaffTokensTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @Test
    void sandboxTokenEndsWithRemovalOfPerson() {
        String email = "seeded-and-gone@staff.example";
        engine.get(AddStaff.class).add(email, "Staff", Role.ADMIN);
        String token = engine.get(StaffTokens.class).issue(email, Duration.ofDays(30));
        assertThat(status(token)).isEqualTo(200);

        engine.database()
                .sql("delete from access.staff where id = ?")
                .param(engine.staffId(email))
                .update();
        assertThat(status(token)).isEqualTo(401);
    }

    private int status(String token) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return Call.to(engine.uri("/api/v2/staff")).bearer(token).statusBy(client);
        }
    }
}
