package id.kezbek.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.sandbox.providers.Provider;
import id.kezbek.sandbox.providers.book.BookLine;
import id.kezbek.sandbox.providers.book.Wallet;
import id.kezbek.sandbox.xendit.XenditPayout;
import id.kezbek.sandbox.xendit.XenditSandbox;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import id.kezbek.testing.TestClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The report that Xendit's sandbox makes of its own payouts, from its order to a reconciled day. */
@EngineTest
class XenditReportTest {

    private static final LocalDate DAY = LocalDate.of(2024, 3, 5);
    private static final long FEE_WITH_VAT = 2_775;

    private final EngineUnderTest engine;
    private final AttemptsOfTests attempts;
    private final TestClock clock = new TestClock();
    private StatementCalls calls;
    private StaffCalls staff;
    private XenditSandbox xendit;

    XenditReportTest(EngineUnderTest engine) {
        this.engine = engine;
        this.attempts = new AttemptsOfTests(engine);
    }

    @BeforeEach
    void open() {
        clock.turnTo(DAY);
        xendit = XenditSandbox.start(clock);
        calls = new StatementCalls(engine);
        staff = new StaffCalls(engine);
    }

    @AfterEach
    void close() {
        xendit.close();
        calls.close();
        staff.close();
    }

    @Test
    void reconcilesReportWithoutDifferences() throws Exception {
        Ids ids = new Ids(clock, new SplittableRandom(7));
        List<String> references =
                Stream.generate(() -> Ids.text(ids.next())).limit(3).toList();
        for (String reference : references) {
            assertThat(ordered(reference, "08118770510").path("status").asString())
                    .isEqualTo("ACCEPTED");
        }
        String failed = Ids.text(ids.next());
        ordered(failed, "08118121212");
        clock.advance(Duration.ofSeconds(5));
        xendit.turned();
        List<BookLine> booked =
                xendit.payouts().stream().map(XenditReportTest::line).toList();
        attempts.insert(booked, line -> failed.equals(line.externalId()) ? "FAILED" : "SUCCEEDED");

        byte[] report = report();
        assertThat(new String(report, StandardCharsets.UTF_8).lines())
                .as("a head, and three rows a payout")
                .hasSize(10);
        Answer imported = calls.put("XENIT", DAY + "?profile=XENDIT_BALANCE", report);

        assertThat(imported.status()).as(imported.v2()).isEqualTo(201);
        assertThat(imported.body().path("rejected").asInt()).isZero();
        assertThat(engine.database()
                        .sql("select count(*) from reconciliation.match where active and file = ?")
                        .param(Ids.parse(imported.body().path("id").asString()))
                        .query(Long.class)
                        .single())
                .as("each payment, its fee and its VAT")
                .isEqualTo(9);
        assertThat(engine.database()
                        .sql("select kind from reconciliation.break where provider = 'XENIT' and day = ?"
                                + " and state in ('OPEN', 'EXPLAINED') and kind not like 'FILE%'")
                        .param(DAY)
                        .query(String.class)
                        .list())
                .isEmpty();
        JsonNode bridge = staff.get("/api/v2/providers/XENIT/float-bridge/" + DAY, Role.FINANCE)
                .body();
        assertThat(bridge.path("residual").path("value").asString()).isEqualTo("0.00");
        assertThat(bridge.path("closing").path("value").asString())
                .isEqualTo(1_000_000_000 - 3 * (12_500 + FEE_WITH_VAT) + ".00");
    }

    /** As finance orders it: the report is made, and its address appears. */
    private byte[] report() throws IOException, InterruptedException {
        JsonNode ordered = json(post(
                "/reports",
                "{\"type\":\"BALANCE_HISTORY\",\"format\":\"CSV\",\"currency\":\"IDR\",\"filter\":{\"from\":\"%sT17:00:00Z\",\"to\":\"%sT17:00:00Z\"}}"
                        .formatted(DAY.minusDays(1), DAY)));
        JsonNode made =
                json(call(xendit.url().resolve("/reports/" + ordered.path("id").asString()), HttpRequest.newBuilder()));
        assertThat(made.path("status").asString()).isEqualTo("COMPLETED");
        return call(URI.create(made.path("url").asString()), HttpRequest.newBuilder());
    }

    private JsonNode ordered(String reference, String number) throws IOException, InterruptedException {
        return json(call(
                xendit.url().resolve("/v2/payouts"),
                HttpRequest.newBuilder()
                        .header("Idempotency-key", reference)
                        .POST(BodyPublishers.ofString("""
                                {"reference_id":"%s","channel_code":"ID_GOPAY","amount":12500,"currency":"IDR","description":"x",
                                 "channel_properties":{"account_number":"%s","account_holder_name":"N"}}""".formatted(reference, number)))));
    }

    private byte[] post(String path, String body) throws IOException, InterruptedException {
        return call(xendit.url().resolve(path), HttpRequest.newBuilder().POST(BodyPublishers.ofString(body)));
    }

    private byte[] call(URI address, HttpRequest.Builder request) throws IOException, InterruptedException {
        String key = xendit.engineProperties().get("cezbek.providers.xendit.api-key") + ":";
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            request.uri(address)
                                    .header(
                                            "Authorization",
                                            "Basic "
                                                    + Base64.getEncoder()
                                                            .encodeToString(key.getBytes(StandardCharsets.UTF_8)))
                                    .build(),
                            BodyHandlers.ofByteArray())
                    .body();
        }
    }

    private static JsonNode json(byte[] body) {
        return JsonMapper.shared().readTree(body);
    }

    private static BookLine line(XenditPayout payout) {
        return new BookLine(
                BookLine.Kind.PAID,
                Provider.XENIT,
                payout.reference(),
                payout.id(),
                Msisdn.parse(payout.accountNumber()).orElseThrow().digits(),
                Wallet.GPAID,
                payout.amount(),
                FEE_WITH_VAT,
                payout.created().toEpochMilli(),
                0,
                0,
                null);
    }
}
