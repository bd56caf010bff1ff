package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.approvals.audit.ForgetDetails;
import id.kezbek.approvals.audit.VerifyAudit;
import id.kezbek.partners.Onboarded;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The audit log is permanent. Personal texts are stored separately and deleted later. */
@EngineTest
class AuditedPeopleTest {

    private static int partners;

    private final EngineUnderTest engine;
    private final StaffCalls staff;
    private final String code = "AUD" + ++partners;
    private final String email = "wening.kusumaningtyas." + code + "@example.com";

    AuditedPeopleTest(EngineUnderTest engine) {
        this.engine = engine;
        this.staff = new StaffCalls(engine);
    }

    @AfterEach
    void resetTheClock() {
        engine.clock().reset();
        staff.close();
    }

    @Test
    void chainContainsNoPersonalData() {
        changesPeople();

        for (String text : List.of("Wening", "Kusumaningtyas", "Jalan Audit", email, "6287712300", "317401010190")) {
            assertThat(engine.count(
                            "approvals.audit where position(lower('" + text + "') in lower(subject || detail)) > 0"))
                    .as(text)
                    .isZero();
        }
        assertThat(engine.count("approvals.audit where subject || detail ~ '[A-Za-z0-9._-]{2,}@[A-Za-z0-9]'"))
                .as("e-mail addresses in the whole log")
                .isZero();
        assertThat(engine.count(
                        "approvals.audit where subject || detail ~ '(^|[^0-9a-z])(62|08)8?[0-9]{8,12}([^0-9a-z]|$)'"))
                .as("numbers in the whole log")
                .isZero();
    }

    @Test
    void showsNamesUntilTheyAreDeletedAndChainStaysValid() throws SQLException {
        changesPeople();
        assertThat(changed().at("/detail/officer_name").asString()).endsWith(" -> Wening Kusumaningtyas");
        assertThat(changed().at("/detail/address").asString()).endsWith(" -> Jalan Audit 7");
        assertThat(changed().at("/detail/email").asString()).endsWith("w***@example.com");

        engine.clock().advance(Duration.ofDays(731));
        assertThat(engine.get(ForgetDetails.class).run()).isPositive();

        assertThat(changed().at("/detail/officer_name").asString()).isEqualTo("forgotten");
        try (Connection connection = engine.get(DataSource.class).getConnection()) {
            assertThat(new VerifyAudit(connection, Optional.empty()).verify().toString())
                    .startsWith("Intact");
        }
    }

    @Test
    void anotherNameInItsPlaceShows() {
        changesPeople();
        engine.database().sql("""
                        update approvals.personal_detail set content = 'Somebody else'
                        where id = (select substring(detail::jsonb ->> 'officer_name' from 10) from approvals.audit
                          where act = 'PARTNER_CHANGED' and subject = ?)""").param("partner " + code).update();

        assertThat(changed().at("/detail/officer_name").asString()).startsWith("altered");
    }

    private void changesPeople() {
        Onboarded partner = engine.partner(code);
        String path = "/api/v2/partners/" + partner.partner().code();
        Answer answer = staff.send("PATCH", path, Role.OPERATIONS, """
                {"officer":"Wening Kusumaningtyas","address":"Jalan Audit 7","email":"%s","msisdn":"6287712300%03d"}""".formatted(email, partners));
        assertThat(answer.status()).isEqualTo(200);
        Answer proposed = staff.post(path + "/officers", Role.OPERATIONS, """
                {"name":"Wening Kusumaningtyas","email":"officer.%s","reason":"asked for"}""".formatted(email));
        assertThat(proposed.status()).isEqualTo(202);
        assertThat(staff.approve(proposed, Role.ADMIN).status()).isEqualTo(200);
        assertThat(staff.post(
                                path + "/suspend",
                                Role.OPERATIONS,
                                "{\"reason\":\"asked by " + email + ", KTP 3174010101900001\"}")
                        .status())
                .isBetween(200, 299);
    }

    private JsonNode changed() {
        return staff.get("/api/v2/audit?act=PARTNER_CHANGED&subject=partner%20" + code, Role.AUDITOR)
                .body()
                .at("/items/0");
    }
}
