package id.kezbek.access.web;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.access.retention.ForgetExpired;
import id.kezbek.partners.Credential;
import id.kezbek.partners.IssueCredential;
import id.kezbek.partners.Onboarded;
import id.kezbek.partners.records.SuspendPartner;
import id.kezbek.shared.security.Digests;
import id.kezbek.testing.Answer;
import id.kezbek.testing.Call;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.WrittenLog;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@EngineTest
@ExtendWith(OutputCaptureExtension.class)
class SignInOverHttpTest {

    private static final String PATH = "/api/v1/authorization/client";
    private static int addresses;
    private static int partners;

    private final EngineUnderTest engine;
    private HttpClient client;
    private Onboarded partner;

    SignInOverHttpTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @BeforeEach
    void onboard() {
        client = engine.clientAt("127.0.1." + ++addresses);
        partner = engine.partner("SIGN" + ++partners);
    }

    @AfterEach
    void turnBack() {
        engine.clock().reset();
        client.close();
    }

    @Test
    void opensASession(CapturedOutput output) {
        Answer answer = signIn(partner.credential(), code(), now());
        assertThat(answer.v1()).isEqualTo("200 8000");
        assertThat(answer.data().propertyNames())
                .containsExactlyInAnyOrder("code", "company", "token", "refresh_token", "expired");
        assertThat(answer.data().get("code").asString()).isEqualTo(code());
        assertThat(answer.data().get("company").asString()).isEqualTo("PT. " + code());
        assertThat(answer.data().get("expired").asLong()).isEqualTo(3600);
        assertThat(answer.data().get("refresh_token").asString()).hasSize(43);
        assertThat(WrittenLog.upToNow(output))
                .doesNotContain(answer.data().get("token").asString())
                .doesNotContain(answer.data().get("refresh_token").asString())
                .doesNotContain(partner.credential().apiKey())
                .doesNotContain(partner.credential().apiSecret());
    }

    @Test
    void takesTheCodeInAnyCaseAndAnyContentType() {
        long seconds = now();
        assertThat(call(partner.credential(), code().toLowerCase(Locale.ROOT), seconds)
                        .header("content-type", "application/x-www-form-urlencoded")
                        .by(client)
                        .v1())
                .isEqualTo("200 8000");
        assertThat(call(partner.credential(), code(), seconds - 1)
                        .header("content-type", "nonsense")
                        .header("accept", "text/html")
                        .by(client)
                        .v1())
                .isEqualTo("200 8000");
    }

    @Test
    void takesEverySignatureOnce() {
        long seconds = now();
        assertThat(signIn(partner.credential(), code(), seconds).v1()).isEqualTo("200 8000");
        assertThat(signIn(partner.credential(), code(), seconds).v1()).isEqualTo("401 9005");
        assertThat(signIn(partner.credential(), code(), seconds - 1).v1()).isEqualTo("200 8000");
    }

    @Test
    void takesASignatureOnceFromCallersAtTheSameTime() throws Exception {
        long seconds = now();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<String>> calls = IntStream.range(0, 8)
                    .<Callable<String>>mapToObj(i ->
                            () -> signIn(partner.credential(), code(), seconds).v1())
                    .toList();
            List<String> answers =
                    threads.invokeAll(calls).stream().map(Future::resultNow).toList();
            assertThat(answers)
                    .containsOnlyOnce("200 8000")
                    .filteredOn("401 9005"::equals)
                    .hasSize(7);
        }
    }

    @ParameterizedTest
    @CsvSource({"-310,401 9005", "-290,200 8000", "290,200 8000", "310,401 9005"})
    void refusesClocksThatAreFarOff(long skewSeconds, String outcome) {
        assertThat(signIn(partner.credential(), code(), now() + skewSeconds).v1())
                .isEqualTo(outcome);
    }

    @Test
    void refusalRevealsNoReason() {
        Credential other = engine.partner("OTHER" + partners).credential();
        List<Answer> refusals = List.of(
                signIn(new Credential("unknown-key", "secret"), code(), now()),
                signIn(new Credential(partner.credential().apiKey(), "wrong secret"), code(), now()),
                signIn(other, code(), now()),
                call(partner.credential(), code(), now(), "A".repeat(64)).by(client),
                call(partner.credential(), code(), now(), "not hex").by(client));
        assertThat(refusals).extracting(Answer::v1).containsOnly("401 9005");
        assertThat(refusals)
                .extracting(Answer::body)
                .hasSize(5)
                .containsOnly(refusals.getFirst().body());
    }

    @Test
    void refusesASuspendedPartnerUntilItIsReactivated() {
        engine.get(SuspendPartner.class).suspend(partner.partner().id(), "test");
        assertThat(signIn(partner.credential(), code(), now()).v1()).isEqualTo("401 9005");
        engine.get(SuspendPartner.class).reactivate(partner.partner().id(), "test");
        assertThat(signIn(partner.credential(), code(), now()).v1()).isEqualTo("200 8000");
    }

    @Test
    void takesOldAndNewCredentialSideBySide() {
        Credential second =
                engine.get(IssueCredential.class).issue(partner.partner().id(), "test");
        assertThat(signIn(partner.credential(), code(), now()).v1()).isEqualTo("200 8000");
        assertThat(signIn(second, code(), now()).v1()).isEqualTo("200 8000");
        engine.database()
                .sql("update partners.credential set expires_at = now() where api_key_hash = ?")
                .param(Digests.sha256(partner.credential().apiKey()))
                .update();
        assertThat(signIn(partner.credential(), code(), now() - 1).v1()).isEqualTo("401 9005");
    }

    @Test
    void namesEachMissingHeaderAndField() {
        Answer answer = Call.to(engine.uri(PATH))
                .header("x-client-channel", "B2BCLIENT")
                .post("{}")
                .by(client);
        assertThat(answer.v1()).isEqualTo("400 9008");
        assertThat(answer.fields())
                .containsExactlyInAnyOrder("x-api-key", "x-client-timestamp", "x-client-signature", "code");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "1.5", "-1", "99999999999999999999", "0x10"})
    void namesAMalformedTimestamp(String timestamp) {
        Answer answer = Call.to(engine.uri(PATH))
                .header("x-client-channel", "B2BCLIENT")
                .header("x-api-key", "key")
                .header("x-client-timestamp", timestamp)
                .header("x-client-signature", "00")
                .post("{\"code\":\"A\"}")
                .by(client);
        assertThat(answer.v1()).isEqualTo("400 9008");
        assertThat(answer.fields()).containsExactly("x-client-timestamp");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|body",
                "{|body",
                "[]|body",
                "null|body",
                "{\"code\":\"A\"} x|body",
                "{\"code\":\"A\",\"code\":\"B\"}|body",
                "{\"code\":null}|code",
                "{\"code\":7}|code",
                "{\"code\":{}}|code",
                "{\"code\":\"\"}|code",
                "{\"code\":\"ELEVENCHARS\"}|code",
                "{\"code\":\"A B\"}|code",
                "{\"code\":\"A\\u0000\"}|code",
                "{\"code\":\"\\ud800\"}|code",
                "{\"code\":\"É\"}|code",
            })
    void namesTheFieldAtFault(String body, String field) {
        long signatures = engine.count("access.used_signature");
        Answer answer = Call.to(engine.uri(PATH))
                .header("x-client-channel", "B2BCLIENT")
                .header("x-api-key", "key")
                .header("x-client-timestamp", Long.toString(now()))
                .header("x-client-signature", "00")
                .post(body)
                .by(client);
        assertThat(answer.v1()).isEqualTo("400 9008");
        assertThat(answer.fields()).containsExactly(field);
        assertThat(engine.count("access.used_signature")).isEqualTo(signatures);
    }

    @Test
    void judgesTheChannelFirst() {
        assertThat(Call.to(engine.uri(PATH)).post("{").by(client).v1()).isEqualTo("401 9009");
        assertThat(Call.to(engine.uri(PATH))
                        .header("x-client-channel", "EBIZKEZBEK")
                        .post("")
                        .by(client)
                        .v1())
                .isEqualTo("401 9009");
    }

    @Test
    void slowsAnAddressAfterTenWrongSignaturesButNoOther() {
        for (int i = 0; i < 10; i++) {
            assertThat(signIn(new Credential("guess", "guess"), code(), now()).v1())
                    .isEqualTo("401 9005");
        }
        Answer slowed = signIn(new Credential("guess", "guess"), code(), now());
        assertThat(slowed.v1()).isEqualTo("429 9005");
        assertThat(Integer.parseInt(slowed.header("Retry-After"))).isBetween(1, 60);
        assertThat(signIn(partner.credential(), code(), now()).v1())
                .as("a right signature, which nobody guesses, is taken nevertheless")
                .isEqualTo("200 8000");
        engine.clock().advance(Duration.ofSeconds(1));
        try (HttpClient elsewhere = engine.clientAt("127.0.2." + addresses)) {
            assertThat(call(partner.credential(), code(), now()).by(elsewhere).v1())
                    .isEqualTo("200 8000");
        }
    }

    @Test
    void forgetsExpiredSignaturesAndTokens() {
        signIn(partner.credential(), code(), now());
        engine.clock().advance(Duration.ofDays(31));
        // Another test may have signed in at a later time of this clock. One minute of tolerance for slow clocks
        // remains.
        Instant ended = engine.clock().instant().minus(Duration.ofMinutes(1));
        List<String> expired = Stream.of("access.refresh_token", "access.used_signature")
                .map(table -> table + " where expires_at < '" + ended + "'")
                .toList();
        assertThat(expired).allMatch(which -> engine.count(which) > 0);
        engine.get(ForgetExpired.class).forget();
        assertThat(expired).allMatch(which -> engine.count(which) == 0);
    }

    private Answer signIn(Credential credential, String code, long seconds) {
        return call(credential, code, seconds).by(client);
    }

    private Call call(Credential credential, String code, long seconds) {
        String message = ("POST:" + code + ":" + seconds + ":" + credential.apiKey()).toUpperCase(Locale.ROOT);
        byte[] secret = credential.apiSecret().getBytes(StandardCharsets.UTF_8);
        return call(credential, code, seconds, HexFormat.of().formatHex(Digests.hmacSha256(secret, message)));
    }

    private Call call(Credential credential, String code, long seconds, String signature) {
        return Call.to(engine.uri(PATH))
                .header("x-client-channel", "B2BCLIENT")
                .header("x-api-key", credential.apiKey())
                .header("x-client-timestamp", Long.toString(seconds))
                .header("x-client-signature", signature)
                .post("{\"code\":\"" + code + "\",\"unknown\":1}");
    }

    private String code() {
        return partner.partner().code();
    }

    private long now() {
        return engine.clock().instant().getEpochSecond();
    }
}
