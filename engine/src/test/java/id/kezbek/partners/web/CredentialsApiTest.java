package id.kezbek.partners.web;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.partners.Onboarded;
import id.kezbek.sandbox.client.Credentials;
import id.kezbek.sandbox.client.Signature;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.Call;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import id.kezbek.testing.WrittenLog;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** A partner's change from one credential to the next. */
@EngineTest
@ExtendWith(OutputCaptureExtension.class)
class CredentialsApiTest {

    private static int partners;

    private final EngineUnderTest engine;
    private final StaffCalls staff;
    private HttpClient client;
    private Onboarded partner;
    private String path;

    CredentialsApiTest(EngineUnderTest engine) {
        this.engine = engine;
        this.staff = new StaffCalls(engine);
    }

    @BeforeEach
    void onboard() {
        client = engine.clientAt("127.0.7." + ++partners);
        partner = engine.partner("CRED" + partners);
        path = "/api/v2/partners/" + partner.partner().code() + "/credentials";
    }

    @AfterEach
    void turnBack() {
        engine.clock().reset();
        client.close();
        staff.close();
    }

    @Test
    void twoPeopleAddSecondCredential(CapturedOutput output) {
        Answer proposed = staff.post(path, Role.OPERATIONS, "{\"reason\":\"yearly\"}");
        assertThat(proposed.status()).isEqualTo(202);
        assertThat(collect(proposed, Role.OPERATIONS, "early-" + partners).v2()).isEqualTo("409 state-conflict");
        assertThat(staff.approve(proposed, Role.OPERATIONS).v2()).isEqualTo("403 forbidden");
        assertThat(staff.approve(proposed, Role.ADMIN).status()).isEqualTo(200);
        assertThat(collect(proposed, Role.ADMIN, "other-" + partners).v2()).isEqualTo("403 forbidden");

        Answer collected = collect(proposed, Role.OPERATIONS, "collect-" + partners);
        assertThat(collected.status()).isEqualTo(201);
        assertThat(collect(proposed, Role.OPERATIONS, "collect-" + partners).body())
                .isEqualTo(collected.body());
        assertThat(collect(proposed, Role.OPERATIONS, "again-" + partners).v2()).isEqualTo("409 state-conflict");

        String key = collected.body().get("api_key").asString();
        String secret = collected.body().get("api_secret").asString();
        assertThat(signIn(key, secret).v1()).isEqualTo("200 8000");
        assertThat(signInAsBefore().v1()).isEqualTo("200 8000");
        List<JsonNode> known = known();
        assertThat(known).hasSize(2);
        assertThat(known.getFirst().get("key_hint").asString()).isEqualTo(key.substring(0, 6));
        assertThat(known.getFirst().has("last_used_at")).isTrue();
        assertThat(WrittenLog.upToNow(output)).doesNotContain(secret).doesNotContain(key);
        assertThat(dump())
                .doesNotContain(secret, key, inHex(secret), inHex(key))
                .as("what is there as it is can be found")
                .contains(partner.partner().code());
    }

    @Test
    void otherCredentialsEndAtApprovedTime() {
        String until = engine.clock().instant().plus(Duration.ofDays(2)).toString();
        Answer proposed =
                staff.post(path, Role.OPERATIONS, "{\"reason\":\"rotation\",\"others_end_at\":\"" + until + "\"}");
        staff.approve(proposed, Role.ADMIN);
        Answer collected = collect(proposed, Role.OPERATIONS, "overlap-" + partners);

        assertThat(signInAsBefore().v1()).isEqualTo("200 8000");
        engine.clock().advance(Duration.ofDays(2));
        assertThat(signInAsBefore().v1()).isEqualTo("401 9005");
        assertThat(signIn(
                                collected.body().get("api_key").asString(),
                                collected.body().get("api_secret").asString())
                        .v1())
                .isEqualTo("200 8000");
    }

    @Test
    void refusesCollectionAfterPlannedEnd() {
        String until = engine.clock().instant().plus(Duration.ofHours(1)).toString();
        Answer proposed =
                staff.post(path, Role.OPERATIONS, "{\"reason\":\"rotation\",\"others_end_at\":\"" + until + "\"}");
        staff.approve(proposed, Role.ADMIN);
        engine.clock().advance(Duration.ofHours(1));

        Answer collected = collect(proposed, Role.OPERATIONS, "overdue-" + partners);

        assertThat(collected.v2()).isEqualTo("409 state-conflict");
        assertThat(collected.body().get("detail").asString()).contains("make a new proposal with a later time");
        assertThat(signInAsBefore().v1()).isEqualTo("200 8000");
        assertThat(known()).hasSize(1);
    }

    @Test
    void endingCredentialEndsItsTokens() {
        Answer session = signInAsBefore();
        String token = session.data().get("token").asString();
        String refreshToken = session.data().get("refresh_token").asString();
        assertThat(transactions(token).status()).isEqualTo(200);

        String id = known().getFirst().get("id").asString();
        Answer ended = staff.post(path + "/" + id + "/end", Role.OPERATIONS, "{\"reason\":\"it got out\"}");
        assertThat(ended.body().get("state").asString()).isEqualTo("ENDED");

        assertThat(transactions(token).v2()).isEqualTo("401 session-expired");
        assertThat(signInAsBefore().v1()).isEqualTo("401 9005");
        Answer refreshed = Call.to(engine.uri("/api/v2/sessions:refresh"))
                .header("content-type", "application/json")
                .post("{\"refresh_token\":\"" + refreshToken + "\"}")
                .by(client);
        assertThat(refreshed.v2()).isEqualTo("401 session-expired");
        assertThat(staff.post(path + "/" + id + "/end", Role.OPERATIONS, "{\"reason\":\"again\"}")
                        .v2())
                .isEqualTo("409 state-conflict");
    }

    @Test
    void approvalExpiresAfterOneDay() {
        Answer proposed = staff.post(path, Role.OPERATIONS, "{\"reason\":\"yearly\"}");
        staff.approve(proposed, Role.ADMIN);
        engine.clock().advance(Duration.ofDays(1).plusSeconds(1));
        assertThat(collect(proposed, Role.OPERATIONS, "late-" + partners).v2()).isEqualTo("409 state-conflict");
    }

    @Test
    void refusesApprovalOfOtherPartner() {
        Answer proposed = staff.post(path, Role.OPERATIONS, "{\"reason\":\"yearly\"}");
        staff.approve(proposed, Role.ADMIN);
        Onboarded other = engine.partner("CREDX" + partners);
        path = "/api/v2/partners/" + other.partner().code() + "/credentials";
        assertThat(collect(proposed, Role.OPERATIONS, "foreign-" + partners).v2())
                .isEqualTo("404 not-found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"reason\":\"\"}",
                "{\"reason\":\"r\",\"others_end_at\":\"tomorrow\"}",
                "{\"reason\":\"r\",\"others_end_at\":\"2020-01-01T00:00:00Z\"}",
                "{\"reason\":\"r\",\"api_key\":\"mine\"}"
            })
    void refusesInvalidProposal(String body) {
        long before = engine.count("approvals.approval");
        assertThat(staff.post(path, Role.ADMIN, body).v2()).isEqualTo("400 bad-payload");
        assertThat(engine.count("approvals.approval")).isEqualTo(before);
    }

    private Answer collect(Answer proposed, Role role, String key) {
        String approval = proposed.body().get("id").asString();
        return staff.post(path + "/collect", role, "{\"approval\":\"" + approval + "\"}", key);
    }

    private List<JsonNode> known() {
        return staff.get(path, Role.AUDITOR).body().get("items").valueStream().toList();
    }

    private Answer transactions(String token) {
        return Call.to(engine.uri("/api/v2/transactions")).bearer(token).by(client);
    }

    private Answer signInAsBefore() {
        return signIn(partner.credential().apiKey(), partner.credential().apiSecret());
    }

    private Answer signIn(String key, String secret) {
        // Each signature is accepted only once, and two signatures in one second are equal.
        engine.clock().advance(Duration.ofSeconds(1));
        long now = engine.clock().instant().getEpochSecond();
        Credentials credentials = new Credentials(partner.partner().code(), key, secret);
        return Call.to(engine.uri("/api/v1/authorization/client"))
                .header("x-client-channel", "B2BCLIENT")
                .header("x-api-key", key)
                .header("x-client-timestamp", Long.toString(now))
                .header("x-client-signature", Signature.of(credentials, "POST", now))
                .post("{\"code\":\"" + partner.partner().code() + "\"}")
                .by(client);
    }

    /** The bytes of a column as they appear in a dump. */
    private static String inHex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Every row of every table that could contain a secret, as text. */
    private String dump() {
        StringBuilder rows = new StringBuilder();
        for (String table : engine.database().sql("""
                        select quote_ident(schemaname) || '.' || quote_ident(tablename) from pg_tables
                        where schemaname in ('partners', 'access', 'approvals', 'shared', 'facts')""").query(String.class).list()) {
            engine.database()
                    .sql("select t::text from " + table + " t")
                    .query(String.class)
                    .list()
                    .forEach(row -> rows.append(row).append('\n'));
        }
        return rows.toString();
    }
}
