package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.shared.Money;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.security.SecurityEvent;
import id.kezbek.testing.Call;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each refusal for security reasons is counted as an event of its kind. */
@EngineTest
class SecurityLogTest {

    private final EngineUnderTest engine;
    private final MeterRegistry meters;
    private final HttpClient client;

    SecurityLogTest(EngineUnderTest engine, MeterRegistry meters) {
        this.engine = engine;
        this.meters = meters;
        this.client = engine.clientAt("127.44.17.1");
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void logsRefusedRolesTokensCallbacksAndLogIns() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, Money.rupiah(1_000));

        tells(SecurityEvent.ROLE_REFUSED, () -> partner.get("/api/v2/staff").status(), 403);
        tells(
                SecurityEvent.TOKEN_REFUSED,
                () -> Call.to(engine.uri("/api/v2/payouts"))
                        .bearer("none.of.ours")
                        .by(client)
                        .status(),
                401);
        tells(
                SecurityEvent.CALLBACK_REFUSED,
                () -> Call.to(engine.uri("/api/callbacks/MTRANS"))
                        .header("content-type", "application/json")
                        .header("X-Signature", "00")
                        .post("{}")
                        .by(client)
                        .status(),
                401);
        tells(
                SecurityEvent.SIGNATURE_REFUSED,
                () -> Call.to(engine.uri(PartnerSystem.SIGN_IN))
                        .header("x-client-channel", "B2BCLIENT")
                        .header("x-api-key", "unknown")
                        .header("x-client-timestamp", "1")
                        .header("x-client-signature", "wrong")
                        .post("{\"code\":\"NONE\"}")
                        .by(client)
                        .status(),
                401);
        tells(
                SecurityEvent.LOGIN_FAILED,
                () -> Call.to(engine.uri("/api/v1/authorization/otp"))
                        .header("content-type", "application/json")
                        .header("x-client-trxid", "none")
                        .post("{\"otp\":\"123456\"}")
                        .by(client)
                        .status(),
                400);
        tells(
                SecurityEvent.WORK_REFUSED,
                () -> Call.to(engine.uri("/api/v2/transactions"))
                        .bearer(engine.staffToken(Role.ADMIN))
                        .header("content-type", "application/json")
                        .post(new byte[100_000])
                        .by(client)
                        .status(),
                413);
    }

    private void tells(SecurityEvent event, java.util.function.IntSupplier call, int status) {
        double before = counted(event);
        assertThat(call.getAsInt()).isEqualTo(status);
        assertThat(counted(event)).as(event.label()).isGreaterThan(before);
    }

    private double counted(SecurityEvent event) {
        return meters.get("cezbek.security.events")
                .tag("event", event.label())
                .counter()
                .count();
    }
}
