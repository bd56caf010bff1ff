package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.payouts.SandboxFaults;
import id.kezbek.reconciliation.StatementCalls;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Money;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.Call;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * GoPaid answers no inquiry. Its statement resolves unknown results: with a line, or by two people if there is none.
 */
@EngineTest
class StatementsAsProofTest {

    private static final Pattern DAY = Pattern.compile("[0-9]{2}/[0-9]{2}/20[0-9]{2}");
    private static final DateTimeFormatter DAY_FIRST = DateTimeFormatter.ofPattern("dd/MM/yyyy");
    private static final String GOPAID = "GOPAIDH2H";

    private final EngineUnderTest engine;
    private final HttpClient client = HttpClient.newHttpClient();
    private StatementCalls calls;
    private StaffCalls staff;
    private PartnerSystem partner;
    private long daysAhead;

    StatementsAsProofTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @BeforeEach
    void open() {
        engine.clock().reset();
        // Ids never go back, so they may be ahead of a clock that an earlier test turned. A statement finds attempts
        // by the time in their ids.
        Instant newest = Instant.ofEpochMilli(engine.get(Ids.class).next().getMostSignificantBits() >>> 16);
        daysAhead = Math.max(0, Duration.between(Instant.now(), newest).toDays() + 1);
        engine.clock().advance(Duration.ofDays(daysAhead));
        calls = new StatementCalls(engine);
        staff = new StaffCalls(engine);
        partner = PartnerSystem.onboarded(engine, Money.rupiah(100_000_000));
    }

    @AfterEach
    void close() {
        faults("{}");
        engine.clock().reset();
        calls.close();
        staff.close();
        client.close();
    }

    @Test
    void lineProvesUnknownAttemptPaid() throws Exception {
        faults("{\"error_after\": 1.0}");
        UUID attempt = unknown("628110004001");

        byte[] file = statement(today()).getBytes(StandardCharsets.UTF_8);
        String day = today().toString();
        assertThat(calls.put(GOPAID, day, file).status()).isBetween(200, 201);
        assertThat(calls.put(GOPAID, day, file).body().has("confirmed_by")).isFalse();
        assertThat(state(attempt)).as("what one person sends proves nothing").isEqualTo("UNKNOWN");

        Answer confirmed = calls.put(GOPAID, day, file, Role.ADMIN);

        assertThat(confirmed.body().get("confirmed_by").asString()).isEqualTo("admin@staff.example");
        assertThat(state(attempt)).isEqualTo("SUCCEEDED");
        assertThat(engine.count("payouts.payout p join payouts.attempt a on a.payout = p.id where a.id = '" + attempt
                        + "' and p.state = 'PAID'"))
                .isEqualTo(1);
        assertThat(engine.count("ledger.line where kind = 'SETTLE' and subject = '" + attempt + "'"))
                .isEqualTo(2);
        assertThat(calls.put(GOPAID, today(), statement(today())).status()).isBetween(200, 201);
        assertThat(engine.count("ledger.line where kind = 'SETTLE' and subject = '" + attempt + "'"))
                .as("once")
                .isEqualTo(2);
    }

    @Test
    void twoPeopleEndAnAttemptThatWholeStatementsDoNotHave() throws Exception {
        faults("{\"error_before\": 1.0}");
        UUID attempt = unknown("628110004002");
        LocalDate day = today();
        assertThat(calls.put(GOPAID, day, statement(day)).status()).isBetween(200, 201);
        assertThat(absent(attempt)).as("the day after may still have it").isZero();
        engine.clock().advance(Duration.ofHours(25));
        LocalDate next = day.plusDays(1);
        assertThat(calls.put(GOPAID, next, statement(next)).status()).isBetween(200, 201);
        assertThat(absent(attempt))
                .as("both files came before the end of their day")
                .isZero();
        engine.clock().advance(Duration.ofHours(24));
        assertThat(again(day)).isBetween(200, 201);
        assertThat(absent(attempt)).as("the file of the next day did").isZero();
        assertThat(again(next)).isBetween(200, 201);
        assertThat(absent(attempt)).isEqualTo(1);
        assertThat(state(attempt)).as("absence alone changes nothing").isEqualTo("UNKNOWN");

        faults("{}");
        String id = Ids.text(engine.database()
                .sql("select id from reconciliation.break where kind = 'UNKNOWN_ABSENT' and attempt = ?")
                .param(attempt)
                .query(UUID.class)
                .single());
        Answer proposed =
                staff.post("/api/v2/breaks/" + id + "/not-paid", Role.FINANCE, "{\"reason\":\"no file has it\"}");
        assertThat(proposed.status()).as(proposed.v2()).isEqualTo(202);
        assertThat(state(attempt)).isEqualTo("UNKNOWN");
        assertThat(staff.approve(proposed, Role.ADMIN).status()).isEqualTo(200);

        assertThat(state(attempt)).isEqualTo("FAILED");
        Eventually.holds(
                "another attempt pays",
                () -> engine.count("payouts.payout p join payouts.attempt a on a.payout = p.id where a.id = '" + attempt
                                + "' and p.state = 'PAID'")
                        == 1);
    }

    private long absent(UUID attempt) {
        return engine.count("reconciliation.break where kind = 'UNKNOWN_ABSENT' and state = 'OPEN' and attempt = '"
                + attempt + "'");
    }

    /** The attempt at GoPaid without an answer. */
    private UUID unknown(String msisdn) {
        String purchase = PurchaseBody.goodV2()
                .with("msisdn", "\"" + msisdn + "\"")
                .with("wallet", "\"GPAID\"")
                .json();
        Answer accepted = Call.to(engine.uri(PartnerSystem.TRANSACTIONS))
                .header("content-type", "application/json")
                .bearer(partner.token())
                .post(purchase)
                .by(client);
        assertThat(accepted.status()).as(accepted.v2()).isEqualTo(201);
        String unknown = "payouts.attempt where provider = '" + GOPAID + "' and state = 'UNKNOWN' and partner = "
                + partner.id().value();
        Eventually.holds("its result is unknown", () -> engine.count(unknown) == 1);
        return engine.database()
                .sql("select id from " + unknown)
                .query(UUID.class)
                .single();
    }

    private String state(UUID attempt) {
        return engine.database()
                .sql("select state from payouts.attempt where id = ?")
                .param(attempt)
                .query(String.class)
                .single();
    }

    /** The provider uses the machine's days; its statement is moved to the engine's days. */
    private String statement(LocalDate day) throws IOException, InterruptedException {
        String text = client.send(
                        HttpRequest.newBuilder(engine.world()
                                        .providers()
                                        .url()
                                        .resolve("/sandbox/statement/" + GOPAID + "?date=" + day.minusDays(daysAhead)))
                                .build(),
                        BodyHandlers.ofString(StandardCharsets.UTF_8))
                .body();
        return DAY.matcher(text)
                .replaceAll(found -> DAY_FIRST.format(
                        LocalDate.parse(found.group(), DAY_FIRST).plusDays(daysAhead)));
    }

    private LocalDate today() {
        return Jakarta.dayOf(engine.clock().instant());
    }

    private void faults(String json) {
        SandboxFaults.set(engine.world().providers().url(), GOPAID, json);
    }

    /** Sends a file that was downloaded again after its day. */
    private int again(LocalDate day) throws Exception {
        return calls.put(GOPAID, day + "?downloaded_again=true", statement(day).getBytes(StandardCharsets.UTF_8))
                .status();
    }
}
