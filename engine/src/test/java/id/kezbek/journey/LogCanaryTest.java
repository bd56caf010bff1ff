package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import id.kezbek.jobs.RequestJob;
import id.kezbek.partners.Onboarded;
import id.kezbek.partners.OnboardingForm;
import id.kezbek.partners.records.PartnerSamples;
import id.kezbek.sandbox.client.Credentials;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.Money;
import id.kezbek.shared.security.Role;
import id.kezbek.startup.process.JsonLogLine;
import id.kezbek.testing.Answer;
import id.kezbek.testing.Call;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.SharedWorld;
import id.kezbek.testing.StaffCalls;
import id.kezbek.testing.TraceReceiver;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/**
 * Sends unique values in requests that succeed, are refused and fail. Then searches all log lines, metrics, spans and
 * queues for these values, because a value found there would also appear in production.
 */
@EngineTest
class LogCanaryTest {

    private static final String MSISDN = "6285570314159";
    private static final String NIK = "3174013141590001";
    private static final String EMAIL = "canary.bird@cage-31415.example";
    private static final String BROKEN_EMAIL = "canary..bird@cage-31415.example";
    private static final String PARTNER_EMAIL = PartnerSamples.email("CANARY");
    private static final String OTP = "314159";
    private static final String GUESSED_KEY = "guessed-key-31415926535";
    private static final String TRACE = "c0ffee00314159265358979323846264";
    private static final String UNWRITABLE = "cannot be written: ";
    private static final String GUESSED_TOKEN = "guessed.token.31415926535";

    private final EngineUnderTest engine;
    private final SqsAsyncClient sqs;
    private final MeterRegistry meters;
    private final StaffCalls staff;
    private final TraceReceiver traces = SharedWorld.traces();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    /** Writes lines in the production format, so that errors of the format are found too. */
    private final StructuredLogEncoder encoder = new StructuredLogEncoder();

    private final AppenderBase<ILoggingEvent> listener = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            try {
                lines.add(new String(encoder.encode(event), StandardCharsets.UTF_8));
            } catch (RuntimeException unwritable) {
                lines.add(UNWRITABLE + event.getFormattedMessage() + " " + unwritable);
            }
        }
    };

    LogCanaryTest(EngineUnderTest engine, SqsAsyncClient sqs, MeterRegistry meters) {
        this.engine = engine;
        this.sqs = sqs;
        this.meters = meters;
        this.staff = new StaffCalls(engine);
    }

    @BeforeEach
    void listen() {
        encoder.setContext(root.getLoggerContext());
        encoder.setFormat(JsonLogLine.class.getName());
        encoder.start();
        listener.start();
        root.addAppender(listener);
        traces.listen();
    }

    @AfterEach
    void stop() {
        root.detachAppender(listener);
        traces.stopListening();
        staff.close();
        client.close();
    }

    @Test
    void logsMetricsTracesAndQueuesContainNoSecretOrPerson() {
        PartnerSystem system = PartnerSystem.onboarded(engine, Money.rupiah(10_000_000));
        Onboarded onboarded = engine.partner("CANARY");
        Credentials credentials = new Credentials(
                "CANARY",
                onboarded.credential().apiKey(),
                onboarded.credential().apiSecret());
        String staffToken = engine.staffToken(Role.OPERATIONS);

        purchases(system);
        looksUp(system);
        names(system);
        String token = signsIn(credentials);
        guesses(credentials);
        onboardsTwice();
        engine.awaitPaid(system.id());
        Eventually.holds("the invoice was sent", () -> said("e-mails sent"));
        emailThatCannotBeSent();
        Eventually.holds("that it was refused has been told", () -> said("The mail system rejected an e-mail"));

        everythingIsTraced();

        assertThat(lines).as("the calls were logged").anyMatch(line -> line.contains("purchase accepted"));
        assertThat(lines).anyMatch(line -> line.contains("purchase refused"));
        assertThat(lines).anyMatch(line -> line.contains("The mail system rejected an e-mail"));
        assertThat(lines).noneMatch(line -> line.startsWith(UNWRITABLE));
        for (String canary : List.of(
                MSISDN,
                MSISDN.substring(2),
                NIK,
                EMAIL,
                "canary.bird",
                "7031-4159",
                BROKEN_EMAIL,
                PARTNER_EMAIL,
                PartnerSamples.msisdn("CANARY"),
                credentials.apiSecret(),
                GUESSED_KEY,
                GUESSED_TOKEN,
                "\"" + OTP + "\"",
                token,
                system.token(),
                staffToken)) {
            assertThat(lines).noneMatch(line -> line.contains(canary));
            assertThat(metrics()).doesNotContain(canary);
            assertThat(traces.deliveries()).noneMatch(delivery -> delivery.contains(canary));
        }
        assertThat(queued())
                .allMatch(body -> Arrays.stream(body.split(" "))
                        .allMatch(id -> UUID.fromString(id).toString().equals(id)));
    }

    /**
     * Spans are delivered in the order of their ends. So after the span of a last request, all earlier ones have
     * arrived.
     */
    private void everythingIsTraced() {
        engine.get(RequestJob.class).request("forget-job-runs");
        Eventually.holds("the job was traced", () -> traces.heard("job forget-job-runs"));
        assertThat(Call.to(engine.uri("/api/ping"))
                        .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
                        .header("tracestate", "canary=" + GUESSED_KEY)
                        .header("baggage", "msisdn=" + MSISDN)
                        .by(client)
                        .status())
                .isEqualTo(200);
        Eventually.holds("the last call was traced", () -> traces.heard(TRACE));
        for (String span : List.of(
                "POST /api/v1/cashbacks",
                "GET /api/v1/cashbacks/{msisdn}",
                "POST /api/v2/transactions",
                "accept purchases",
                "payout attempt",
                "send e-mail")) {
            assertThat(traces.heard(span)).as("a span is named " + span).isTrue();
        }
        assertThat(lines)
                .as("lines of purchases have their trace")
                .anyMatch(line -> line.contains("purchase accepted") && line.contains("\"traceId\":\""));
        assertThat(lines).anyMatch(line -> line.contains("e-mails sent") && line.contains("\"traceId\":\""));
    }

    private void purchases(PartnerSystem system) {
        PurchaseBody good =
                PurchaseBody.good().with("msisdn", "\"" + MSISDN + "\"").with("email", "\"" + EMAIL + "\"");
        assertThat(system.report(good.json()).status()).isEqualTo(200);
        assertThat(system.report(good.json()).status()).as("a repeat").isEqualTo(200);
        assertThat(system.report(good.with("amount", "60000").json()).status())
                .as("a conflict")
                .isEqualTo(400);
        PurchaseBody next =
                PurchaseBody.good().with("msisdn", "\"" + MSISDN + "\"").with("email", "\"" + EMAIL + "\"");
        assertThat(system.report(next.with("amount", "100").json()).v1()).isEqualTo("400 BR-07");
        assertThat(system.report(next.with("amount", "\"" + EMAIL + "\"").json())
                        .v1())
                .isEqualTo("400 9008");
        assertThat(system.report(
                                next.with("merchant_code", "\"" + MSISDN + "\"").json())
                        .status())
                .isEqualTo(400);
        assertThat(system.report(next.with("msisdn", "\"" + EMAIL + "\"").json())
                        .status())
                .isEqualTo(400);
        assertThat(system.report("{\"email\": \"" + EMAIL + "\", \"msisdn\": " + MSISDN)
                        .status())
                .as("a body that is not JSON")
                .isEqualTo(400);
        for (String reference : List.of(
                EMAIL,
                MSISDN,
                "+62 855-7031-4159",
                "INV-" + MSISDN,
                "INV0" + MSISDN.substring(2) + "A",
                "INV/+62 855-7031-4159/2",
                "KTP " + NIK,
                "a canary.bird@cage.example")) {
            assertThat(system.report(next.with("transaction_reference", "\"" + reference + "\"")
                                    .json())
                            .status())
                    .as("a reference that is or holds the customer")
                    .isEqualTo(200);
        }
        PurchaseBody v2 =
                PurchaseBody.goodV2().with("msisdn", "\"" + MSISDN + "\"").with("email", "\"" + EMAIL + "\"");
        assertThat(system.transact(v2.json()).status()).isEqualTo(201);
        assertThat(system.transact(v2.with(EMAIL, "1").json()).status())
                .as("a field of that name")
                .isEqualTo(400);
        assertThat(system.post("/api/v2/transactions:batch", "{\"transactions\":[" + v2.json() + "," + v2.json() + "]}")
                        .status())
                .isLessThan(500);
    }

    private void looksUp(PartnerSystem system) {
        String to = URLEncoder.encode(EMAIL, StandardCharsets.UTF_8);
        assertThat(system.standing(MSISDN).status()).isEqualTo(200);
        assertThat(system.standing(EMAIL).status()).isLessThan(500);
        assertThat(system.get("/api/v2/customers/" + MSISDN).status()).isEqualTo(200);
        assertThat(system.get("/api/v2/transactions?msisdn=" + MSISDN).status()).isLessThan(500);
        assertThat(system.get("/api/v2/nowhere/" + MSISDN + "?email=" + to).status())
                .isEqualTo(404);
        assertThat(staff.get("/api/v2/emails?to=" + to, Role.OPERATIONS).status())
                .isEqualTo(200);
        assertThat(Call.to(engine.uri("/api/v1/faulty/unexpected?msisdn=" + MSISDN + "&email=" + to))
                        .by(client)
                        .status())
                .as("a fault of ours")
                .isEqualTo(500);
    }

    /** Values that callers choose: request ids, idempotency keys, user agents, reasons, file names. */
    private void names(PartnerSystem system) {
        for (String header : List.of("X-Request-Id", "X-Correlation-Id", "Idempotency-Key", "User-Agent")) {
            for (String value : List.of("INV-" + MSISDN, "ktp-" + NIK, "0" + MSISDN.substring(2))) {
                PurchaseBody next = PurchaseBody.goodV2().with("msisdn", "\"" + MSISDN + "\"");
                assertThat(Call.to(engine.uri("/api/v2/transactions"))
                                .bearer(system.token())
                                .header(header, value)
                                .header("content-type", "application/json")
                                .post(next.json())
                                .by(client)
                                .status())
                        .isEqualTo(201);
                assertThat(Call.to(engine.uri("/api/v1/faulty/unexpected"))
                                .header(header, value)
                                .by(client)
                                .status())
                        .isEqualTo(500);
            }
        }
        assertThat(Call.to(engine.uri("/api/v2/jobs/" + MSISDN + "/runs"))
                        .bearer(engine.staffToken(Role.OPERATIONS))
                        .header("content-type", "application/json")
                        .post("{\"reason\":\"asked by " + EMAIL + " of " + NIK + "\"}")
                        .by(client)
                        .status())
                .isBetween(400, 499);
        LoggerFactory.getLogger("id.kezbek.elsewhere")
                .atWarn()
                .addKeyValue("file", "ktp " + NIK + ".png")
                .addKeyValue("reason", "asked by " + EMAIL)
                .setCause(new IllegalStateException("Key (msisdn)=(" + MSISDN + ") already exists"))
                .log("a line that forgets to mask {} is masked where it is written", MSISDN);
    }

    private String signsIn(Credentials credentials) {
        Answer answer = PartnerSystem.signIn(engine, credentials);
        assertThat(answer.status()).isEqualTo(200);
        Answer otp = Call.to(engine.uri("/api/v1/authorization/b2b"))
                .header("content-type", "application/json")
                .post("{\"email\":\"" + PARTNER_EMAIL + "\"}")
                .by(client);
        assertThat(otp.status()).isLessThan(500);
        Answer tried = Call.to(engine.uri("/api/v1/authorization/otp"))
                .header("content-type", "application/json")
                .header("x-client-trxid", otp.body().at("/data/transaction_id").asString("none"))
                .post("{\"otp\":\"" + OTP + "\"}")
                .by(client);
        assertThat(tried.status()).isLessThan(500);
        return answer.data().get("token").asString();
    }

    private void guesses(Credentials credentials) {
        HttpClient elsewhere = engine.clientAt("127.31.41.5");
        try (elsewhere) {
            Answer key = Call.to(engine.uri(PartnerSystem.SIGN_IN))
                    .header("x-client-channel", "B2BCLIENT")
                    .header("x-api-key", GUESSED_KEY)
                    .header("x-client-timestamp", "1")
                    .header("x-client-signature", credentials.apiSecret())
                    .post("{\"code\":\"CANARY\"}")
                    .by(elsewhere);
            assertThat(key.status()).isIn(400, 401);
            assertThat(Call.to(engine.uri("/api/v2/payouts"))
                            .bearer(GUESSED_TOKEN)
                            .by(elsewhere)
                            .status())
                    .isEqualTo(401);
        }
    }

    /** The database refuses the second row; its message with the values must not appear anywhere. */
    private void onboardsTwice() {
        String token = engine.staffToken(Role.ADMIN);
        for (int time = 0; time < 2; time++) {
            Answer answer = Call.to(engine.uri("/api/v1/partners"))
                    .bearer(token)
                    .header("content-type", OnboardingForm.CONTENT_TYPE)
                    .post(OnboardingForm.bytes(OnboardingForm.texts("CANARY"), null))
                    .by(client);
            assertThat(answer.status()).isLessThan(500);
        }
    }

    private void emailThatCannotBeSent() {
        UUID id = UUID.randomUUID();
        engine.database().sql("""
                        insert into notifications.email (id, template, language, recipient, model, state, tries, created_at, changed_at)
                        select ?, template, language, ?, model, 'WAITING', 9, now(), now()
                        from notifications.email where template = 'TRANSACTION_INVOICE' limit 1""").params(id, BROKEN_EMAIL).update();
        Eventually.holds(
                "it was given up",
                () -> engine.count("notifications.email where state = 'FAILED' and id = '" + id + "'") == 1);
        // Otherwise another test's redrive would find it.
        engine.database()
                .sql("update notifications.email set state = 'SENT' where id = ?")
                .param(id)
                .update();
    }

    private boolean said(String words) {
        return lines.stream().anyMatch(line -> line.contains(words));
    }

    private String metrics() {
        return meters.getMeters().stream()
                .map(meter -> meter.getId().toString())
                .collect(Collectors.joining("\n"));
    }

    /** The waiting messages, read without removing them. */
    private List<String> queued() {
        return List.of("cezbek-emails", "cezbek-emails-dlq").stream()
                .map(name -> sqs.getQueueUrl(get -> get.queueName(name)).join().queueUrl())
                .flatMap(url -> sqs
                        .receiveMessage(receive ->
                                receive.queueUrl(url).maxNumberOfMessages(10).visibilityTimeout(0))
                        .join()
                        .messages()
                        .stream())
                .map(message -> message.body())
                .toList();
    }
}
