package id.kezbek.sandbox.providers;

import static id.kezbek.sandbox.providers.Provider.GOPAIDH2H;
import static id.kezbek.sandbox.providers.Provider.JOSVOH2H;
import static id.kezbek.sandbox.providers.Provider.LSAJAH2H;
import static id.kezbek.sandbox.providers.Provider.MTRANS;
import static id.kezbek.sandbox.providers.Provider.XENIT;
import static id.kezbek.sandbox.providers.wire.Caller.MSISDN;
import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.sandbox.providers.callbacks.TurnedTime;
import id.kezbek.sandbox.providers.wire.Caller;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

class ProviderWireTest {

    private static final Duration TOKEN_TTL = Duration.ofMinutes(3);

    @TempDir
    private static Path folder;

    private static TurnedTime time;
    private static ProviderSandbox sandbox;
    private Caller caller;

    @BeforeAll
    static void start() {
        time = new TurnedTime();
        sandbox = ProviderSandbox.start(folder, time, TOKEN_TTL, time);
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @BeforeEach
    void call() {
        caller = new Caller(sandbox);
    }

    @AfterEach
    void hangUp() {
        caller.close();
    }

    @Test
    void linkSajaPaysAgainstItsToken() throws IOException {
        JsonNode login = caller.logIn(caller.property("linksaja", "username"), caller.property("linksaja", "password"))
                .json();
        assertThat(login.propertyNames()).containsExactlyInAnyOrder("token", "thirdPartyName");

        Caller.Reply paid = caller.order(LSAJAH2H, "L-1", 7500);

        assertThat(paid.status()).isEqualTo(200);
        assertThat(paid.json().propertyNames()).containsExactlyInAnyOrder("transactionID", "transactionTime");
        assertThat(paid.json().path("transactionID").stringValue()).startsWith("LSAJAH2H-");
    }

    @Test
    void linkSajaTokenDiesWithItsTime() throws IOException {
        Map<String, String> headers = Map.of("Authorization", "Bearer " + caller.token());
        String inquiry = "/api/v1/transfer/fund/status?external_id=L-unknown";
        assertThat(caller.get(inquiry, headers).status()).isEqualTo(404);

        time.turn(TOKEN_TTL);

        assertThat(caller.get(inquiry, headers).status()).isEqualTo(401);
        assertThat(caller.inquire(LSAJAH2H, "L-unknown").status()).isEqualTo(404);
    }

    @Test
    void linkSajaRefusesWrongPasswordAndForgedToken() throws IOException {
        assertThat(caller.logIn(caller.property("linksaja", "username"), "wrong")
                        .status())
                .isEqualTo(401);
        String forged = "9999999999999." + "0".repeat(64);
        assertThat(caller.with("Authorization", "Bearer " + forged)
                        .order(LSAJAH2H, "L-2", 1)
                        .status())
                .isEqualTo(401);
        assertThat(movements("L-2")).isZero();
    }

    @Test
    void goPaidPaysEveryTimeItIsAsked() throws IOException {
        JsonNode first = caller.order(GOPAIDH2H, "G-1", 100).json();
        JsonNode second = caller.order(GOPAIDH2H, "G-1", 100).json();

        assertThat(first.propertyNames()).containsExactlyInAnyOrder("ref_code", "timestamp");
        assertThat(first.path("ref_code")).isNotEqualTo(second.path("ref_code"));
        assertThat(movements("G-1")).isEqualTo(2);
    }

    @Test
    void goPaidNeedsNoReference() throws IOException {
        Caller.Reply paid = caller.post(
                "/api/v1/provider/top-up",
                "{\"receipient\":\"6281999000111\",\"add_balance\":5}",
                Map.of("x-api-key", caller.property("gopaid", "api-key")));

        assertThat(paid.status()).isEqualTo(200);
        assertThat(caller.get("/sandbox/book?msisdn=6281999000111")
                        .json()
                        .get(0)
                        .path("external_id")
                        .isNull())
                .isTrue();
    }

    @Test
    void josvoPaysWithItsSuccessWord() throws IOException {
        JsonNode paid = caller.order(JOSVOH2H, "J-1", 100).json();

        assertThat(paid.propertyNames()).containsExactlyInAnyOrder("code", "notes");
        assertThat(paid.path("code").stringValue()).isEqualTo("200");
    }

    @Test
    void middletransPaysWithItsSuccessWords() throws IOException {
        JsonNode paid = caller.order(MTRANS, "M-1", 100).json();

        assertThat(paid.propertyNames())
                .containsExactlyInAnyOrder("isSuccess", "statusCode", "transactionRef", "message");
        assertThat(paid.path("isSuccess").booleanValue()).isTrue();
        assertThat(paid.path("statusCode").stringValue()).isEqualTo("00");
    }

    @Test
    void middletransWantsTheWalletInLowerCase() throws IOException {
        Map<String, String> headers =
                Map.of("x-api-key", caller.property("middletrans", "api-key"), "X-External-Id", "M-2");
        for (String wallet : new String[] {"GPAID", "dompet", "Gpaid"}) {
            String body = "{\"wallet\":\"%s\",\"amount\":1,\"account\":\"%s\"}".formatted(wallet, MSISDN);
            assertThat(caller.post("/ewallet/v1/transfer", body, headers).status())
                    .isEqualTo(400);
        }
    }

    @Test
    void xenitPaysWithItsSuccessWord() throws IOException {
        JsonNode paid = caller.order(XENIT, "X-1", 100).json();

        assertThat(paid.propertyNames())
                .containsExactlyInAnyOrder("topup_ref", "topup_time", "topup_status", "topup_message");
        assertThat(paid.path("topup_status").stringValue()).isEqualTo("200");
    }

    @ParameterizedTest
    @CsvSource({"GOPAIDH2H,x-api-key", "JOSVOH2H,x-api-key", "MTRANS,x-api-key", "XENIT,Authorization"})
    void refusesWrongCredentials(Provider provider, String header) throws IOException {
        String reference = "W-" + provider;

        assertThat(caller.with(header, "wrong").order(provider, reference, 100).status())
                .isEqualTo(401);
        assertThat(movements(reference)).isZero();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "GOPAIDH2H")
    void answersInquiriesFromTheBook(Provider provider) throws IOException {
        String reference = "I-" + provider;
        assertThat(caller.inquire(provider, reference).status()).isEqualTo(404);

        caller.order(provider, reference, 250);

        Caller.Reply answer = caller.inquire(provider, reference);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("status").stringValue()).isEqualTo("SUCCESS");
        assertThat(answer.json().path("reference").stringValue()).startsWith(provider.name());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "GOPAIDH2H")
    void answersRepeatAsTheFirstAndOtherValuesWithConflict(Provider provider) throws IOException {
        String reference = "R-" + provider;
        Caller.Reply first = caller.order(provider, reference, 250);

        assertThat(caller.order(provider, reference, 250)).isEqualTo(first);
        assertThat(caller.order(provider, reference, 251).status()).isEqualTo(409);
        assertThat(caller.order(provider, reference, "250", "628118770511").status())
                .isEqualTo(409);
        assertThat(movements(reference)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void refusesExpiredOrder(Provider provider) throws IOException {
        String reference = "E-" + provider;
        caller.with("X-Expires-At", Long.toString(time.millis()));

        assertThat(caller.order(provider, reference, 250).status()).isEqualTo(422);
        assertThat(movements(reference)).isZero();
        if (provider != GOPAIDH2H) {
            assertThat(caller.status(provider, reference)).isEqualTo("FAILED");
        }
        caller.with("X-Expires-At", Long.toString(time.millis() + 1));
        assertThat(caller.order(provider, reference + "b", 250).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    void refusesMalformedOrders(Provider provider) throws IOException {
        String reference = "B-" + provider;
        for (String amount : new String[] {"0", "-1", "2000001", "1.5", "\"100\"", "null", "1e999999999"}) {
            assertThat(caller.order(provider, reference, amount, MSISDN).status())
                    .as(amount)
                    .isEqualTo(400);
        }
        for (String msisdn : new String[] {"", "1234567", "1234567890123456", "+62811877051", "62811877051a"}) {
            assertThat(caller.order(provider, reference, "100", msisdn).status())
                    .as(msisdn)
                    .isEqualTo(400);
        }
        assertThat(caller.order(provider, reference, "}", MSISDN).status()).isEqualTo(400);
        assertThat(caller.order(provider, "r".repeat(31), "100", MSISDN).status())
                .isEqualTo(400);
        assertThat(movements(reference)).isZero();
        assertThat(caller.order(provider, reference, "2000000", MSISDN).status())
                .isEqualTo(200);
    }

    @Test
    void wantsTheSameReferenceInHeaderAndBody() throws IOException {
        assertThat(caller.with("X-External-Id", "other")
                        .order(JOSVOH2H, "J-9", 100)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void knowsNoOtherAddress() throws IOException {
        assertThat(caller.get("/api/v1/nothing").status()).isEqualTo(404);
    }

    private int movements(String reference) throws IOException {
        return caller.get("/sandbox/book?external_id=" + reference).json().size();
    }
}
