package id.kezbek.payouts.web;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.cashback.accept.AcceptPurchase;
import id.kezbek.cashback.accept.Acceptance;
import id.kezbek.cashback.purchase.Purchase;
import id.kezbek.payouts.SandboxFaults;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.security.Digests;
import id.kezbek.testing.Answer;
import id.kezbek.testing.Call;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.TestPartners;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EngineTest
class CallbacksOverHttpTest {

    private static final String BODY = "{\"external_id\":\"%s\",\"status\":\"SUCCESS\",\"amount\":5000,\"at\":\"%s\"}";

    private final EngineUnderTest engine;
    private final TestPartners partners;

    CallbacksOverHttpTest(EngineUnderTest engine, TestPartners partners) {
        this.engine = engine;
        this.partners = partners;
    }

    @Test
    void withoutAGoodSignatureNothingIsReadOrKept() {
        long kept = engine.count("payouts.callback");
        String body = BODY.formatted("UNSIGNED", Instant.now());

        assertThat(post("MTRANS", body, "").v2()).isEqualTo("401 unauthorized");
        assertThat(post("MTRANS", body, signature("xenit", body)).v2()).isEqualTo("401 unauthorized");
        assertThat(post("MTRANS", "no JSON", "00").v2()).isEqualTo("401 unauthorized");
        assertThat(post("NOBODY", body, signature("middletrans", body)).v2()).isEqualTo("404 not-found");
        String large = " ".repeat(5_000);
        assertThat(post("MTRANS", large, signature("middletrans", large)).v2()).isEqualTo("413 payload-too-large");

        assertThat(engine.count("payouts.callback")).isEqualTo(kept);
    }

    @Test
    void aSignedOneAboutNoOrderIsRefusedAndKeptOnce() {
        String body = BODY.formatted("NEVER-ORDERED", Instant.now());

        assertThat(post("MTRANS", body, signature("middletrans", body)).v2()).isEqualTo("422 callback-refused");
        assertThat(post("middletrans", body, signature("middletrans", body)).v2())
                .isEqualTo("422 callback-refused");

        assertThat(engine.count("payouts.callback where external_id = 'NEVER-ORDERED' and times = 2"
                        + " and provider = 'MTRANS' and verdict = 'UNKNOWN_REFERENCE'"))
                .isEqualTo(1);
    }

    @Test
    void refusesACallbackWhoseSignedTimeIsOld() {
        String body = BODY.formatted("OLD", Instant.now().minus(Duration.ofMinutes(20)));

        assertThat(post("MTRANS", body, signature("middletrans", body)).v2()).isEqualTo("422 callback-refused");

        assertThat(engine.count("payouts.callback where external_id = 'OLD' and verdict = 'EXPIRED'"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no JSON",
                "[]",
                "{\"external_id\":\"1\",\"status\":\"WELL\",\"amount\":5000,\"at\":\"2026-11-22T05:00:00Z\"}",
                "{\"external_id\":\"2\",\"status\":\"SUCCESS\",\"amount\":-1,\"at\":\"2026-11-22T05:00:00Z\"}",
                "{\"external_id\":\"3\",\"status\":\"SUCCESS\",\"amount\":1,\"at\":\"yesterday\"}",
                "{\"status\":\"SUCCESS\",\"amount\":1,\"at\":\"2026-11-22T05:00:00Z\"}"
            })
    void aSignedOneThatCannotBeReadIsRefusedAndKept(String body) {
        long kept = engine.count("payouts.callback where verdict = 'MALFORMED'");

        assertThat(post("XENIT", body, signature("xenit", body)).v2()).isEqualTo("400 bad-payload");

        assertThat(engine.count("payouts.callback where verdict = 'MALFORMED'")).isEqualTo(kept + 1);
    }

    @Test
    void whatTheProvidersReallySendIsUnderstood() {
        engine.world().providers().callbacksTo(engine.uri("/"));
        SandboxFaults.set(engine.world().providers().url(), "MTRANS", "{\"callback\": 1.0, \"error_after\": 1.0}");
        try {
            PartnerId partner = partners.prepaid(Money.rupiah(100_000));
            Acceptance acceptance = engine.get(AcceptPurchase.class)
                    .accept(new Purchase(
                            partner,
                            "CALLED-BACK",
                            new Msisdn("6281900000777"),
                            "customer@example.com",
                            "LSAJA",
                            1,
                            Money.rupiah(500_000)));
            assertThat(acceptance).isInstanceOf(Acceptance.Accepted.class);

            // The order's own answer was an error: because of the callback the provider is asked long before its turn.
            engine.awaitPaid(partner);
            String ofThePartner = "payouts.callback c join payouts.attempt a on a.id = c.attempt where a.partner = "
                    + partner.value();
            Eventually.holds(
                    "the doubled and late ones are taken too",
                    () -> engine.count(ofThePartner + " and c.verdict = 'NO_NEWS' and c.times = 2") == 1);
            Eventually.holds(
                    "the answer confirms the callback",
                    () -> engine.count(
                                    ofThePartner + " and c.verdict in ('APPLIED', 'NO_NEWS') and c.status = 'SUCCESS'")
                            == 1);
        } finally {
            SandboxFaults.set(engine.world().providers().url(), "MTRANS", "{}");
        }
    }

    private Answer post(String provider, String body, String signature) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return Call.to(engine.uri("/api/callbacks/" + provider))
                    .header("X-Signature", signature)
                    .post(body)
                    .by(client);
        }
    }

    private String signature(String provider, String body) {
        String secret = engine.world().engineProperties().get("cezbek.providers." + provider + ".callback-secret");
        return HexFormat.of()
                .formatHex(Digests.hmacSha256(
                        String.valueOf(secret).getBytes(StandardCharsets.UTF_8),
                        body.getBytes(StandardCharsets.UTF_8)));
    }
}
