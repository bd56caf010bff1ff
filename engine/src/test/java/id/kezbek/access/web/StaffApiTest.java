package id.kezbek.access.web;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.access.AddStaff;
import id.kezbek.access.StaffTokens;
import id.kezbek.partners.records.PartnerSamples;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.Call;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import java.net.http.HttpClient;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Changes of the staff by two administrators. */
@EngineTest
class StaffApiTest {

    private static final String PATH = "/api/v2/staff";
    private static final String SECOND_ADMIN = "second.admin@staff.example";
    private static int people;

    private final EngineUnderTest engine;
    private final StaffCalls staff;
    private final HttpClient client = HttpClient.newHttpClient();

    StaffApiTest(EngineUnderTest engine) {
        this.engine = engine;
        this.staff = new StaffCalls(engine);
    }

    @BeforeEach
    void twoAdministrators() {
        engine.get(AddStaff.class).add(SECOND_ADMIN, "Second", Role.ADMIN);
    }

    @AfterEach
    void close() {
        client.close();
        staff.close();
    }

    @Test
    void twoAdministratorsAddChangeAndRemoveMember() {
        String email = "budi" + ++people + "@staff.example";
        Answer proposed = staff.post(PATH, Role.ADMIN, person(email, "FINANCE"));
        assertThat(proposed.status()).isEqualTo(202);
        assertThat(proposed.body().get("summary").asString()).doesNotContain(email);
        assertThat(member(email)).isNull();
        assertThat(staff.approve(proposed, Role.ADMIN).v2()).isEqualTo("403 forbidden");
        assertThat(approve(proposed).status()).isEqualTo(200);
        assertThat(member(email).get("role").asString()).isEqualTo("FINANCE");

        String path = PATH + "/" + member(email).get("id").asString();
        approve(staff.post(path + "/role", Role.ADMIN, "{\"role\":\"AUDITOR\",\"reason\":\"moved\"}"));
        assertThat(member(email).get("role").asString()).isEqualTo("AUDITOR");
        assertThat(staff.post(path + "/role", Role.ADMIN, "{\"role\":\"AUDITOR\",\"reason\":\"again\"}")
                        .v2())
                .isEqualTo("409 state-conflict");

        Answer removal = staff.post(path + "/remove", Role.ADMIN, "{\"reason\":\"left\"}");
        assertThat(approve(removal).status()).isEqualTo(200);
        assertThat(member(email)).isNull();
        assertThat(staff.post(path + "/remove", Role.ADMIN, "{\"reason\":\"left\"}")
                        .v2())
                .isEqualTo("404 not-found");
    }

    @Test
    void refusesExistingMemberAndOfficer() {
        Answer known = staff.post(PATH, Role.ADMIN, person(SECOND_ADMIN.toUpperCase(java.util.Locale.ROOT), "ADMIN"));
        assertThat(known.v2()).isEqualTo("409 state-conflict");
        String officer = PartnerSamples.email(
                engine.partner("STAFFO" + ++people).partner().code());
        assertThat(staff.post(PATH, Role.ADMIN, person(officer, "ADMIN")).v2()).isEqualTo("409 state-conflict");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"email\":\"a@staff.example\",\"name\":\"A\",\"role\":\"OFFICER\",\"reason\":\"r\"}",
                "{\"email\":\"a@staff.example\",\"name\":\"A\",\"role\":\"PARTNER\",\"reason\":\"r\"}",
                "{\"email\":\"a\",\"name\":\"A\",\"role\":\"ADMIN\",\"reason\":\"r\"}",
                "{\"email\":\"a@staff.example\",\"name\":\"\",\"role\":\"ADMIN\",\"reason\":\"r\"}",
                "{\"email\":\"a@staff.example\",\"name\":\"A\",\"role\":\"ADMIN\"}",
                "{\"email\":\"a@staff.example\",\"name\":\"A\",\"role\":\"ADMIN\",\"reason\":\"r\",\"id\":1}"
            })
    void refusesInvalidPerson(String body) {
        long before = engine.count("approvals.approval");
        assertThat(staff.post(PATH, Role.ADMIN, body).v2()).isEqualTo("400 bad-payload");
        assertThat(engine.count("approvals.approval")).isEqualTo(before);
    }

    @Test
    void onlyAdministratorsChangeStaff() {
        assertThat(staff.post(PATH, Role.OPERATIONS, person("x@staff.example", "ADMIN"))
                        .v2())
                .isEqualTo("403 forbidden");
        assertThat(staff.get(PATH, Role.FINANCE).v2()).isEqualTo("403 forbidden");
        assertThat(staff.get(PATH, Role.AUDITOR).status()).isEqualTo(200);
    }

    private Answer approve(Answer proposed) {
        String token = engine.get(StaffTokens.class).issue(SECOND_ADMIN, Duration.ofHours(1));
        String id = proposed.body().get("id").asString();
        return Call.to(engine.uri("/api/v2/approvals/" + id + "/approve"))
                .bearer(token)
                .header("Idempotency-Key", "approve-" + id)
                .post("")
                .by(client);
    }

    private JsonNode member(String email) {
        return staff.get(PATH, Role.AUDITOR)
                .body()
                .get("items")
                .valueStream()
                .filter(member -> member.get("email").asString().equals(email))
                .findFirst()
                .orElse(null);
    }

    private static String person(String email, String role) {
        return "{\"email\":\"" + email + "\",\"name\":\"Budi\",\"role\":\"" + role + "\",\"reason\":\"new here\"}";
    }
}
