package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.access.AddStaff;
import id.kezbek.access.web.LogIn;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.Money;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.Call;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.TestPartners;
import java.net.http.HttpClient;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A working day of each of Kezbek's people: the log-in with an e-mailed code, the daily tasks, and refused
 * operations.
 */
@EngineTest
class StaffJourneysTest {

    private static final String FORBIDDEN = "403 forbidden";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final EngineUnderTest engine;
    private final TestPartners partners;
    private final HttpClient client = HttpClient.newHttpClient();

    StaffJourneysTest(EngineUnderTest engine, TestPartners partners) {
        this.engine = engine;
        this.partners = partners;
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void twoAdministratorsAddMember() {
        Person first = new Person(Role.ADMIN);
        Person second = new Person(Role.ADMIN);
        String email = address();
        Answer proposed = first.post(
                "/api/v2/staff",
                "{\"email\":\"%s\",\"name\":\"Newcomer\",\"role\":\"FINANCE\",\"reason\":\"joins\"}".formatted(email));
        assertThat(proposed.status()).isEqualTo(202);
        assertThat(first.approve(proposed).v2()).as("his own proposal").isEqualTo(FORBIDDEN);
        assertThat(second.approve(proposed).status()).isEqualTo(200);

        Person newcomer = new Person(email);

        assertThat(newcomer.get("/api/v2/providers").status()).isEqualTo(200);
        assertThat(newcomer.get("/api/v2/staff").v2()).isEqualTo(FORBIDDEN);
        assertThat(first.get("/api/v2/audit?limit=10").http().body()).contains("APPROVED_CHANGE_STAFF");
        assertThat(first.post("/api/v2/transactions", "{}").v2())
                .as("purchases are partners'")
                .isEqualTo(FORBIDDEN);
    }

    @Test
    void operationsMakeARuleWithAColleagueAndPauseAProvider() {
        Person first = new Person(Role.OPERATIONS);
        Person second = new Person(Role.OPERATIONS);
        String partner = code(partners.prepaid(Money.ZERO));
        Answer proposed = first.post("/api/v2/rules", """
                        {"partner":"%s","quantity_from":1,"amount_from":{"value":"50000.00","currency":"IDR"},
                         "percent":"10","reason":"a campaign"}""".formatted(partner));
        assertThat(proposed.status()).as("%s", proposed.body()).isEqualTo(202);
        String rule = "/api/v2/rules/" + proposed.body().at("/arguments/rule").asLong();
        assertThat(first.approve(proposed).v2()).isEqualTo(FORBIDDEN);
        assertThat(second.approve(proposed).status()).isEqualTo(200);
        assertThat(first.get(rule).body().get("state").asString()).isEqualTo("IN_FORCE");

        Answer paused = first.post("/api/v2/providers/XENIT/pause", "{\"reason\":\"slow since noon\"}");
        Answer resumed = second.post("/api/v2/providers/XENIT/resume", "{}");

        assertThat(paused.status()).isEqualTo(200);
        assertThat(paused.http().body()).contains("slow since noon");
        assertThat(resumed.status()).isEqualTo(200);
        assertThat(first.post(topUps(partner), transfer()).v2()).isEqualTo(FORBIDDEN);
        assertThat(first.get("/api/v2/audit").v2()).isEqualTo(FORBIDDEN);
    }

    @Test
    void financeRecordsATransferReadsTheStatementAndLendsWithAColleague() {
        Person first = new Person(Role.FINANCE);
        Person second = new Person(Role.FINANCE);
        String prepaid = code(partners.prepaid(Money.ZERO));
        Answer transferred = first.post(topUps(prepaid), transfer());
        assertThat(transferred.status()).as("%s", transferred.body()).isEqualTo(202);
        assertThat(first.approve(transferred).v2()).isEqualTo(FORBIDDEN);
        assertThat(second.approve(transferred).status()).isEqualTo(200);
        Answer statement = second.get("/api/v2/partners/" + prepaid + "/funding/statement");
        assertThat(statement.body().at("/closing/value").asString()).isEqualTo("250000.00");
        assertThat(statement.http().body()).contains("TOP_UP");

        String postpaid = code(partners.postpaid());
        Answer proposed = first.post(
                "/api/v2/partners/" + postpaid + "/funding/limit",
                "{\"mode\":\"POSTPAID\",\"limit\":{\"value\":\"5000000.00\",\"currency\":\"IDR\"},\"reason\":\"by contract\"}");
        assertThat(proposed.status()).as("%s", proposed.body()).isEqualTo(202);
        assertThat(first.approve(proposed).v2()).isEqualTo(FORBIDDEN);
        assertThat(second.approve(proposed).status()).isEqualTo(200);
        Eventually.holds(
                "the limit is in force once earlier purchases have ended",
                () -> first.get("/api/v2/partners/" + postpaid + "/funding")
                        .body()
                        .at("/limit/value")
                        .asString("")
                        .equals("5000000.00"));

        assertThat(first.post("/api/v2/providers/XENIT/pause", "{\"reason\":\"none\"}")
                        .v2())
                .isEqualTo(FORBIDDEN);
        assertThat(first.post("/api/v2/rules", "{}").v2()).isEqualTo(FORBIDDEN);
    }

    @Test
    void auditorReadsActionsOfOthers() {
        Person auditor = new Person(Role.AUDITOR);
        assertThat(new Person(Role.OPERATIONS)
                        .post("/api/v2/providers/MTRANS/pause", "{\"reason\":\"asked by MTRANS\"}")
                        .status())
                .isEqualTo(200);
        assertThat(new Person(Role.OPERATIONS)
                        .post("/api/v2/providers/MTRANS/resume", "{}")
                        .status())
                .isEqualTo(200);

        Answer audit = auditor.get("/api/v2/audit?limit=5");

        assertThat(audit.status()).isEqualTo(200);
        assertThat(audit.http().body()).contains("MTRANS");
        assertThat(auditor.get("/api/v2/audit/head").status()).isEqualTo(200);
        assertThat(auditor.get("/api/v2/staff").status()).isEqualTo(200);
        assertThat(auditor.get("/api/v2/ledger/trial-balance").status()).isEqualTo(200);
        assertThat(auditor.get("/api/v2/approvals").status()).isEqualTo(200);
        assertRefusedEveryChange(auditor);
    }

    private void assertRefusedEveryChange(Person auditor) {
        String partner = code(partners.prepaid(Money.ZERO));
        for (String path : new String[] {
            "/api/v2/staff",
            "/api/v2/rules",
            "/api/v2/tiers",
            "/api/v2/providers/XENIT/pause",
            "/api/v2/providers/XENIT/float-top-ups",
            "/api/v2/ledger/write-offs",
            "/api/v2/approvals/00000000000000000000000000/approve",
            "/api/v2/partners/" + partner + "/funding/limit",
            topUps(partner)
        }) {
            assertThat(auditor.post(path, "{}").v2()).as(path).isEqualTo(FORBIDDEN);
        }
    }

    private static String address() {
        return "journey" + NUMBER.incrementAndGet() + "@staff.example";
    }

    private static String topUps(String partner) {
        return "/api/v2/partners/" + partner + "/funding/top-ups";
    }

    private static String transfer() {
        return "{\"amount\":{\"value\":\"250000.00\",\"currency\":\"IDR\"},\"bank_reference\":\"BANK-7\"}";
    }

    private String code(PartnerId partner) {
        return engine.get(PartnerDirectory.class).find(partner).orElseThrow().code();
    }

    /** A member of staff who has logged in with an e-mailed code. */
    private final class Person {

        private final String token;

        Person(Role role) {
            this(added(role));
        }

        Person(String email) {
            try (LogIn logIn = new LogIn(engine, email)) {
                this.token = logIn.through().body().get("token").asString();
            }
        }

        Answer get(String path) {
            return Call.to(engine.uri(path)).bearer(token).by(client);
        }

        Answer post(String path, String body) {
            return Call.to(engine.uri(path))
                    .bearer(token)
                    .header("content-type", "application/json")
                    .header("Idempotency-Key", "staff-journeys-" + NUMBER.incrementAndGet())
                    .post(body)
                    .by(client);
        }

        Answer approve(Answer proposed) {
            return post("/api/v2/approvals/" + proposed.body().get("id").asString() + "/approve", "");
        }
    }

    private String added(Role role) {
        String email = address();
        engine.get(AddStaff.class).add(email, "Somebody", role);
        return email;
    }
}
