package id.kezbek.access.web;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.access.AddStaff;
import id.kezbek.access.KeptSigningKeys;
import id.kezbek.access.StaffTokens;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.sql.DataVersions;
import id.kezbek.testing.Answer;
import id.kezbek.testing.Call;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import java.net.http.HttpClient;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two administrators replace the signing key, as they must after a leak. */
@EngineTest
class SigningKeysApiTest {

    private static final String PATH = "/api/v2/signing-keys:rotate";
    private static final String WHO_AM_I = "/api/v2/sessions/current";
    private static final String SECOND_ADMIN = "key.admin@staff.example";

    private final EngineUnderTest engine;
    private final KeptSigningKeys kept;
    private final StaffCalls staff;
    private final HttpClient client = HttpClient.newHttpClient();

    SigningKeysApiTest(EngineUnderTest engine) {
        this.engine = engine;
        this.kept = new KeptSigningKeys(engine);
        this.staff = new StaffCalls(engine);
        engine.get(AddStaff.class).add(SECOND_ADMIN, "Second", Role.ADMIN);
    }

    @AfterEach
    void close() {
        client.close();
        staff.close();
        kept.close();
    }

    @Test
    void rotationKeepsTokensValid() {
        String former = token();
        Answer proposed = staff.post(PATH, Role.ADMIN, asked(false));
        assertThat(proposed.status()).isEqualTo(202);
        assertThat(staff.approve(proposed, Role.ADMIN).v2())
                .as("the same person")
                .isEqualTo("403 forbidden");
        long before = engine.count("access.signing_key");

        assertThat(approve(proposed, former).status()).isEqualTo(200);
        engine.get(DataVersions.class).refresh();

        assertThat(engine.count("access.signing_key")).isEqualTo(before + 1);
        assertThat(whoAmI(former).status()).isEqualTo(200);
        assertThat(whoAmI(token()).status()).isEqualTo(200);
    }

    @Test
    void endsLeakedKeyWithAllItsTokens() {
        String former = token();
        Answer proposed = staff.post(PATH, Role.ADMIN, asked(true));
        assertThat(proposed.body().get("warnings").size()).isEqualTo(1);
        assertThat(whoAmI(former).status())
                .as("nothing happens until another agrees")
                .isEqualTo(200);

        assertThat(approve(proposed, former).status()).isEqualTo(200);
        engine.get(DataVersions.class).refresh();

        assertThat(whoAmI(former).v2()).isEqualTo("401 unauthorized");
        assertThat(whoAmI(token()).status()).isEqualTo(200);
        assertThat(staff.get("/api/v2/audit?limit=5", Role.AUDITOR).http().body())
                .contains("APPROVED_ROTATE_SIGNING_KEY", "lost backup");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"end_former\":true}",
                "{\"reason\":\"r\"}",
                "{\"end_former\":\"yes\",\"reason\":\"r\"}",
                "{\"end_former\":true,\"reason\":\"r\",\"key\":\"mine\"}"
            })
    void refusesProposalWithoutEndFormer(String body) {
        assertThat(staff.post(PATH, Role.ADMIN, body).v2()).isEqualTo("400 bad-payload");
    }

    @Test
    void onlyAdministratorsPropose() {
        for (Role role : new Role[] {Role.OPERATIONS, Role.FINANCE, Role.AUDITOR}) {
            assertThat(staff.post(PATH, role, asked(true)).v2()).isEqualTo("403 forbidden");
        }
    }

    private String token() {
        return engine.get(StaffTokens.class).issue(SECOND_ADMIN, Duration.ofHours(1));
    }

    private Answer whoAmI(String token) {
        return Call.to(engine.uri(WHO_AM_I)).bearer(token).by(client);
    }

    private Answer approve(Answer proposed, String token) {
        String id = proposed.body().get("id").asString();
        return Call.to(engine.uri("/api/v2/approvals/" + id + "/approve"))
                .bearer(token)
                .header("Idempotency-Key", "approve-" + id)
                .post("")
                .by(client);
    }

    private static String asked(boolean endFormer) {
        return "{\"end_former\":" + endFormer + ",\"reason\":\"lost backup\"}";
    }
}
