package id.kezbek.access.web;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.access.AddStaff;
import id.kezbek.access.emergency.CheckBreakGlass;
import id.kezbek.sandbox.client.HttpCalls;
import id.kezbek.sandbox.client.Mail;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.Call;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.SharedWorld;
import id.kezbek.testing.TestBreakGlass;
import id.kezbek.testing.WrittenLog;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpClient;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Each test uses its own codes, because a code works only once in the shared engine. */
@EngineTest
@ExtendWith(OutputCaptureExtension.class)
class BreakGlassOverHttpTest {

    private static final String INVALID = "400 otp-invalid";

    private final EngineUnderTest engine;
    private final HttpClient client;

    BreakGlassOverHttpTest(EngineUnderTest engine) {
        this.engine = engine;
        this.client = engine.clientAt("127.0.8.1");
    }

    @AfterEach
    void close() {
        engine.clock().reset();
        client.close();
    }

    @Test
    void opensOneShortSessionAndNotifiesStaff(CapturedOutput output) {
        String email = administrator(0, Role.ADMIN);
        String colleague = "colleague-of-break-glass@kezbek.example";
        engine.get(AddStaff.class).add(colleague, "Colleague", Role.FINANCE);
        double eventsBefore = events();
        long usedBefore = engine.get(CheckBreakGlass.class).used();

        Answer in = open(email.toUpperCase(Locale.ROOT), TestBreakGlass.code(0));

        assertThat(in.status()).isEqualTo(201);
        assertThat(in.body().at("/who/role").asString()).isEqualTo("ADMIN");
        assertThat(in.body().has("refresh_token")).isFalse();
        String token = in.body().get("token").asString();
        assertThat(staff(token).status()).isEqualTo(200);
        assertThat(open(email, TestBreakGlass.code(0)).v2()).as("a second time").isEqualTo(INVALID);
        assertThat(engine.get(CheckBreakGlass.class).used()).isEqualTo(usedBefore + 1);
        assertThat(events()).as("it is a security event").isEqualTo(eventsBefore + 1);
        assertThat(engine.count("approvals.audit where act = 'BREAK_GLASS_USED' and subject = 'session "
                        + Call.to(engine.uri("/api/v2/sessions/current"))
                                .bearer(token)
                                .by(client)
                                .body()
                                .at("/session/id")
                                .asString()
                        + "'"))
                .isEqualTo(1);
        try (HttpCalls sink = new HttpCalls(engine.world().mailUrl().toString())) {
            Mail mail = new Mail(sink);
            for (String told : List.of(email, colleague)) {
                Eventually.holds(
                        "all staff are told",
                        Duration.ofSeconds(60),
                        () -> mail.to(told).stream()
                                .anyMatch(message -> message.text().contains(email)));
            }
        }
        assertThat(WrittenLog.upToNow(output))
                .contains("A break-glass code was used")
                .doesNotContain(email, TestBreakGlass.code(0), token);
        engine.clock().advance(Duration.ofHours(1));
        assertThat(staff(token).v2()).as("an hour later").isEqualTo("401 session-expired");
    }

    @Test
    void worksThoughChallengesAndCountsAreLocked() throws Exception {
        String email = administrator(1, Role.ADMIN);
        try (Connection owner = DriverManager.getConnection(SharedWorld.get().jdbcUrl());
                Statement statement = owner.createStatement()) {
            owner.setAutoCommit(false);
            statement.execute("lock table access.challenge, access.code_bucket, access.known_network,"
                    + " access.refresh_token in access exclusive mode");

            assertThat(open(email, TestBreakGlass.code(1)).status()).isEqualTo(201);

            owner.rollback();
        }
    }

    @Test
    void worksFromSlowedAddress() {
        String email = administrator(2, Role.ADMIN);
        try (HttpClient slowed = engine.clientAt("127.0.8.9")) {
            Answer last = open(slowed, email, TestBreakGlass.code(3));
            for (int i = 0; i < 15; i++) {
                last = open(slowed, email, TestBreakGlass.code(3));
            }
            assertThat(last.v2()).isEqualTo("429 too-many-requests");

            assertThat(open(slowed, email, TestBreakGlass.code(2)).status()).isEqualTo(201);
        }
    }

    @Test
    void refusesCodeOfOtherPersonOrRole() {
        String auditor = administrator(4, Role.AUDITOR);
        String admin = administrator(5, Role.ADMIN);

        assertThat(open(auditor, TestBreakGlass.code(4)).v2())
                .as("no administrator")
                .isEqualTo(INVALID);
        assertThat(open(admin, TestBreakGlass.code(4)).v2())
                .as("another's code")
                .isEqualTo(INVALID);
        assertThat(open(TestBreakGlass.email(6), TestBreakGlass.code(6)).v2())
                .as("no member of staff")
                .isEqualTo(INVALID);
        engine.database()
                .sql("update access.staff set role = 'FINANCE' where id = ?")
                .param(engine.staffId(admin))
                .update();
        assertThat(open(admin, TestBreakGlass.code(5)).v2())
                .as("administrator no more")
                .isEqualTo(INVALID);
    }

    @Test
    void refusesOtherSpellingOfCode() {
        String email = administrator(7, Role.ADMIN);
        String code = TestBreakGlass.code(7);

        assertThat(open(email, code + "=").v2()).isEqualTo("400 bad-payload");
        assertThat(open(email, SpareBits.varied(code)).v2()).isEqualTo(INVALID);
        assertThat(open(email, code).status()).isEqualTo(201);
    }

    private Answer open(String email, String code) {
        return open(client, email, code);
    }

    private Answer open(HttpClient caller, String email, String code) {
        return Call.to(engine.uri("/api/v2/sessions/break-glass"))
                .post("{\"email\":\"" + email + "\",\"code\":\"" + code + "\"}")
                .by(caller);
    }

    private double events() {
        return engine.get(MeterRegistry.class)
                .get("cezbek.security.events")
                .tag("event", "break-glass-used")
                .counter()
                .count();
    }

    private Answer staff(String token) {
        return Call.to(engine.uri("/api/v2/staff")).bearer(token).by(client);
    }

    private String administrator(int number, Role role) {
        engine.get(AddStaff.class).add(TestBreakGlass.email(number), "Somebody", role);
        return TestBreakGlass.email(number);
    }
}
