package id.kezbek.payouts.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.payouts.callback.Callback;
import id.kezbek.payouts.callback.CallbackKeys;
import id.kezbek.payouts.provider.AccountAnswer;
import id.kezbek.payouts.provider.InquiryAnswer;
import id.kezbek.payouts.provider.Outcome;
import id.kezbek.payouts.provider.PayoutProvider;
import id.kezbek.payouts.provider.PayoutProvider.Order;
import id.kezbek.payouts.provider.RefusalKind;
import id.kezbek.sandbox.snap.MidtransSandbox;
import id.kezbek.sandbox.snap.SnapSandbox;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.Refusal;
import id.kezbek.testing.TestClock;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** SNAP's adapter in Midtrans' dialect, against its sandbox. */
class MidtransTest {

    private static final String CUSTOMER = "628118770510";
    private static final String KEY = "a merchant key of Midtrans";
    private static final String NOTIFICATION =
            "{\"reference_no\":\"m-1\",\"partner_reference_no\":\"our-ref\",\"amount\":\"12500.0\",\"status\":\"%s\","
                    + "\"updated_at\":\"2026-11-22T05:00:00Z\"}";

    private final TestClock clock = new TestClock();
    private final Ids ids = new Ids(clock, new Random());
    private MidtransSandbox midtrans;
    private ProvidersAlone alone;
    private PayoutProvider provider;

    @BeforeEach
    void start() {
        midtrans = MidtransSandbox.start(clock);
        Map<String, Object> properties = new HashMap<>(midtrans.engineProperties());
        properties.put("cezbek.providers.midtrans.callback-secret", KEY);
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("sandbox", properties));
        alone = new ProvidersAlone(environment, Map.of(), clock);
        provider = alone.find("MIDTRANS").orElseThrow();
    }

    @AfterEach
    void stop() {
        alone.close();
        midtrans.close();
    }

    @Test
    void paysOnceWithItsOwnFieldsIdsOfDigitsAndLocalNumbers() {
        Order order = order(CUSTOMER, "GPAID");
        assertThat(provider.inquire(order.reference())).isInstanceOf(InquiryAnswer.NeverSeen.class);

        assertThat(provider.send(order)).isInstanceOf(Outcome.Paid.class);
        assertThat(provider.send(order)).as("again").isInstanceOf(Outcome.Paid.class);

        assertThat(provider.inquire(order.reference())).isInstanceOf(InquiryAnswer.Paid.class);
        assertThat(midtrans.movements())
                .containsExactly(new SnapSandbox.Movement(order.reference(), "08118770510", 12_500));
    }

    @ParameterizedTest
    @ValueSource(strings = {"DANA", "JOSVO", "LSAJA"})
    void paysIntoNoOtherWallet(String wallet) {
        assertThat(provider.send(order(CUSTOMER, wallet)))
                .isEqualTo(new Outcome.Refused("NO_CHANNEL", RefusalKind.CONFIGURATION));
        assertThat(provider.account(new Msisdn(CUSTOMER), wallet)).isInstanceOf(AccountAnswer.NotOffered.class);
        assertThat(midtrans.movements()).isEmpty();
    }

    @Test
    void aShortFloatIsNotThePayoutsFault() {
        midtrans.floatOf(100);

        assertThat(provider.send(order(CUSTOMER, "GPAID")))
                .isEqualTo(new Outcome.Refused("SNAP_4033814", RefusalKind.FLOAT_SHORT));
    }

    @Test
    void theSameReferenceWithAnotherAmountIsUnknown() {
        Order order = order(CUSTOMER, "GPAID");
        provider.send(order);
        Order other =
                new Order(order.reference(), "LAJADA", order.msisdn(), "GPAID", Money.rupiah(99), order.expiresAt());

        assertThat(provider.send(other)).isEqualTo(new Outcome.Unknown("SNAP_4043818"));
        assertThat(midtrans.movements()).hasSize(1);
    }

    @Test
    void aPaymentThatIsCompletedMayFailLater() {
        Order order = order(CUSTOMER, "GPAID");
        provider.send(order);
        midtrans.end(order.reference(), "06");

        assertThat(provider.inquire(order.reference())).isInstanceOf(InquiryAnswer.NotPaid.class);
        assertThat(midtrans.movements())
                .extracting(SnapSandbox.Movement::amount)
                .containsExactly(12_500L, -12_500L);
    }

    /** Midtrans wants no inquiry within ten minutes, and forgets a reference after two months. */
    @Test
    void asksOnItsScheduleAndTrustsItsDenialOnlyWithinItsWindow() {
        PayoutProvider.Capabilities can = provider.capabilities();
        Instant lease = clock.instant();

        assertThat(can.inquiryWaits()).first().isEqualTo(Duration.ofMinutes(10));
        assertThat(can.isConclusive(lease, lease.plus(Duration.ofMinutes(14)))).isFalse();
        assertThat(can.isConclusive(lease, lease.plus(Duration.ofMinutes(16)))).isTrue();
        assertThat(can.isConclusive(lease, lease.plus(Duration.ofDays(59)))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "completed, SUCCESS",
        "failed, FAILED",
        "rejected, FAILED",
        "queued, PENDING",
        "approved, PENDING",
        "processed, PENDING"
    })
    void readsProvenNotifications(String status, Callback.Status meaning) throws Exception {
        byte[] body = NOTIFICATION.formatted(status).getBytes(StandardCharsets.UTF_8);
        CallbackKeys keys = alone.callbackKeys();

        assertThat(keys.requireSigned("midtrans", signature(body), body)).isEqualTo("MIDTRANS");
        assertThat(keys.scheme("midtrans").read(body))
                .isEqualTo(
                        new Callback("our-ref", meaning, Money.rupiah(12_500), Instant.parse("2026-11-22T05:00:00Z")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"status\":\"completed\"}",
                "{\"partner_reference_no\":\"r\",\"amount\":\"1.234\",\"status\":\"completed\",\"updated_at\":\"2026-11-22T05:00:00Z\"}",
                "{\"partner_reference_no\":\"r\",\"amount\":\"-1\",\"status\":\"completed\",\"updated_at\":\"2026-11-22T05:00:00Z\"}",
                "{\"partner_reference_no\":\"r\",\"amount\":\"1\",\"status\":\"done\",\"updated_at\":\"2026-11-22T05:00:00Z\"}",
                "{\"partner_reference_no\":\"r\",\"amount\":\"1\",\"status\":\"completed\",\"updated_at\":\"yesterday\"}"
            })
    void refusesWhatItCannotRead(String body) {
        assertThatThrownBy(() -> alone.callbackKeys().scheme("midtrans").read(body.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void refusesANotificationWithAnotherSignature() throws Exception {
        byte[] body = NOTIFICATION.formatted("completed").getBytes(StandardCharsets.UTF_8);
        byte[] other = NOTIFICATION.formatted("failed").getBytes(StandardCharsets.UTF_8);
        String signature = signature(other);

        assertThatThrownBy(() -> alone.callbackKeys().requireSigned("midtrans", signature, body))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("Iris-Signature");
    }

    private static String signature(byte[] body) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-512");
        digest.update(body);
        return HexFormat.of().formatHex(digest.digest(KEY.getBytes(StandardCharsets.UTF_8)));
    }

    private Order order(String number, String wallet) {
        return new Order(
                Ids.text(ids.next()),
                "LAJADA",
                new Msisdn(number),
                wallet,
                Money.rupiah(12_500),
                clock.instant().plusSeconds(30));
    }
}
