package id.kezbek.payouts.web;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.payouts.provider.PauseProvider;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.Call;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.net.http.HttpClient;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@EngineTest
class ProvidersOverHttpTest {

    private static final String PATH = "/api/v2/providers";
    /** Money at a provider that no other test looks at. */
    private static final String JOSVO = PATH + "/JOSVOH2H";

    private final EngineUnderTest engine;

    ProvidersOverHttpTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @AfterEach
    void resume() {
        engine.get(PauseProvider.class).resume("JOSVOH2H", "operations@staff.example");
    }

    @Test
    void everybodyOfStaffSeesHowTheyStand() {
        Answer answer = get(Role.AUDITOR, PATH);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()
                        .get("items")
                        .valueStream()
                        .map(item -> item.get("code").asString()))
                .containsExactly("GOPAIDH2H", "JOSVOH2H", "LSAJAH2H", "MTRANS", "XENIT");
        var josvo = get(Role.FINANCE, JOSVO).body();
        assertThat(josvo.get("paused").booleanValue()).isFalse();
        assertThat(josvo.at("/fees/0/fee/value").asString()).isEqualTo("700.00");
        assertThat(josvo.at("/float/checked").booleanValue()).isFalse();
        assertThat(josvo.at("/open/unresolved").isNumber()).isTrue();
    }

    @Test
    void operationsPauseAndResume() {
        Answer paused = post(Role.OPERATIONS, JOSVO + "/pause", "{\"reason\":\"settles late\"}");

        assertThat(paused.status()).isEqualTo(200);
        assertThat(paused.body().get("paused").booleanValue()).isTrue();
        assertThat(paused.body().at("/pause/reason").asString()).isEqualTo("settles late");
        assertThat(paused.body().at("/pause/by").asString()).isEqualTo("operations@staff.example");
        assertThat(post(Role.OPERATIONS, JOSVO + "/resume", "{}")
                        .body()
                        .get("paused")
                        .booleanValue())
                .isFalse();
    }

    @Test
    void twoPeopleRecordWhatWasSentToAFloat() {
        String before =
                get(Role.FINANCE, JOSVO).body().at("/float/available/value").asString();
        String transfer = "{\"amount\":{\"value\":\"250000.00\",\"currency\":\"IDR\"},\"bank_reference\":\"TRF-"
                + UUID.randomUUID() + "\"}";

        Answer proposed = post(Role.FINANCE, JOSVO + "/float-top-ups", transfer);
        Answer meanwhile = post(Role.ADMIN, JOSVO + "/float-top-ups", transfer);
        Answer approved = post(
                Role.ADMIN, "/api/v2/approvals/" + proposed.body().get("id").asString() + "/approve", "");
        Answer again = post(Role.FINANCE, JOSVO + "/float-top-ups", transfer);

        assertThat(proposed.status()).isEqualTo(202);
        assertThat(meanwhile.v2()).as("the same transfer, proposed already").isEqualTo("409 state-conflict");
        assertThat(approved.status()).isEqualTo(200);
        assertThat(new java.math.BigDecimal(get(Role.FINANCE, JOSVO)
                        .body()
                        .at("/float/available/value")
                        .asString()))
                .isEqualByComparingTo(new java.math.BigDecimal(before).add(java.math.BigDecimal.valueOf(250_000)));
        assertThat(again.v2()).as("the same transfer under another key").isEqualTo("409 state-conflict");
        Answer checked = post(
                Role.FINANCE,
                JOSVO + "/float-check",
                "{\"checked\":false,\"low_mark\":{\"value\":\"1000.00\",\"currency\":\"IDR\"}}");
        assertThat(checked.body().at("/float/low_mark/value").asString()).isEqualTo("1000.00");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "/JOSVOH2H/pause|{}|400 bad-payload|reason",
                "/JOSVOH2H/pause|{\"reason\":\"\"}|400 bad-payload|reason",
                "/JOSVOH2H/pause|{\"reason\":\"x\",\"until\":\"y\"}|400 bad-payload|until",
                "/NOBODY/pause|{\"reason\":\"x\"}|404 not-found|",
                "/NOBODY/resume|{}|404 not-found|",
                "/NOBODY/float-top-ups|{\"amount\":{\"value\":\"1.00\",\"currency\":\"IDR\"},\"bank_reference\":\"b\"}|404 not-found|",
                "/JOSVOH2H/float-top-ups|{\"amount\":{\"value\":\"-1.00\",\"currency\":\"IDR\"},\"bank_reference\":\"b\"}|400 bad-payload|amount.value",
                "/JOSVOH2H/float-top-ups|{\"amount\":{\"value\":\"1.00\",\"currency\":\"USD\"},\"bank_reference\":\"b\"}|400 bad-payload|amount.currency",
                "/JOSVOH2H/float-check|{\"checked\":\"yes\",\"low_mark\":{\"value\":\"1.00\",\"currency\":\"IDR\"}}|400 bad-payload|checked",
            })
    void badInputIsRefusedByName(String path, String body, String code, String field) {
        Answer answer = post(Role.ADMIN, PATH + path, body);

        assertThat(answer.v2()).isEqualTo(code);
        if (field != null) {
            assertThat(answer.fields()).containsExactly(field);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "AUDITOR, /JOSVOH2H/pause",
        "FINANCE, /JOSVOH2H/pause",
        "FINANCE, /JOSVOH2H/resume",
        "OPERATIONS, /JOSVOH2H/float-top-ups",
        "OPERATIONS, /JOSVOH2H/float-check"
    })
    void eachRoleDoesItsOwn(Role role, String path) {
        assertThat(post(role, PATH + path, "{}").v2()).isEqualTo("403 forbidden");
    }

    private Answer get(Role role, String path) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return Call.to(engine.uri(path)).bearer(engine.staffToken(role)).by(client);
        }
    }

    private Answer post(Role role, String path, String body) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return Call.to(engine.uri(path))
                    .bearer(engine.staffToken(role))
                    .header("Idempotency-Key", UUID.randomUUID().toString())
                    .post(body)
                    .by(client);
        }
    }
}
