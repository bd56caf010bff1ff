package id.kezbek.payouts.providers;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.payouts.provider.AccessAnswer;
import id.kezbek.payouts.provider.BalanceAnswer;
import id.kezbek.payouts.provider.ConfiguredProviders;
import id.kezbek.payouts.provider.InquiryAnswer;
import id.kezbek.payouts.provider.Outcome;
import id.kezbek.payouts.provider.PayoutProvider;
import id.kezbek.payouts.provider.PayoutProvider.Order;
import id.kezbek.payouts.provider.RefusalKind;
import id.kezbek.sandbox.xendit.XenditPayout;
import id.kezbek.sandbox.xendit.XenditSandbox;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.testing.TestClock;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Xendit's adapter against its sandbox. */
class XenditTest {

    private static final Duration END = Duration.ofMinutes(1);
    private static final String CUSTOMER = "628118770510";

    private final TestClock clock = new TestClock();
    private final Ids ids = new Ids(clock, new Random());
    private final Map<String, Object> changed = new HashMap<>();
    private XenditSandbox xendit;
    private AnnotationConfigApplicationContext context;

    @BeforeEach
    void start() {
        xendit = XenditSandbox.start(clock);
        xendit.endAfter(END);
    }

    @AfterEach
    void stop() {
        if (context != null) {
            context.close();
        }
        xendit.close();
    }

    @ParameterizedTest
    @CsvSource({"LSAJA, ID_LINKAJA", "GPAID, ID_GOPAY", "JOSVO, ID_OVO", "DANA, ID_DANA", "SHOPEEPAY, ID_SHOPEEPAY"})
    void acceptsAnOrderAndPaysItLaterIntoTheWalletsChannel(String wallet, String channel) {
        PayoutProvider provider = provider();
        Order order = order(CUSTOMER, wallet);

        assertThat(provider.send(order))
                .isInstanceOfSatisfying(
                        Outcome.Accepted.class,
                        accepted -> assertThat(accepted.reference())
                                .hasValueSatisfying(id -> assertThat(id).startsWith("disb-")));
        assertThat(provider.inquire(order.reference())).isInstanceOf(InquiryAnswer.Pending.class);
        assertThat(xendit.movements()).isEmpty();

        turn(END);
        assertThat(provider.inquire(order.reference())).isInstanceOf(InquiryAnswer.Paid.class);
        assertThat(xendit.movements())
                .containsExactly(new XenditSandbox.Movement(order.reference(), channel, "08118770510", 12_500));
    }

    @ParameterizedTest
    @CsvSource({
        "628118123456, TEMPORARY_TRANSFER_ERROR, TEMPORARY",
        "628118999999, REJECTED_BY_CHANNEL, TEMPORARY",
        "628118121212, INVALID_DESTINATION, DESTINATION"
    })
    void publishedTestNumbersFailWithTheirKind(String number, String reason, RefusalKind kind) {
        PayoutProvider provider = provider();
        Order order = order(number, "DANA");
        assertThat(provider.send(order)).isInstanceOf(Outcome.Accepted.class);
        turn(END);

        assertThat(provider.inquire(order.reference())).isInstanceOfSatisfying(InquiryAnswer.NotPaid.class, notPaid -> {
            assertThat(notPaid.reason()).isEqualTo(reason);
            assertThat(notPaid.kind()).isEqualTo(kind);
            assertThat(notPaid.retryAfter().isPositive()).isEqualTo(kind == RefusalKind.TEMPORARY);
        });
        assertThat(xendit.movements()).isEmpty();
    }

    @Test
    void aNumberThatStaysAcceptedStaysPending() {
        PayoutProvider provider = provider();
        Order order = order("628118131313", "DANA");
        assertThat(provider.send(order)).isInstanceOf(Outcome.Accepted.class);
        turn(Duration.ofDays(2));

        assertThat(provider.inquire(order.reference())).isInstanceOf(InquiryAnswer.Pending.class);
    }

    @Test
    void aPaymentMayBeReversedWithinFiveMinutes() {
        PayoutProvider provider = provider();
        Order order = order("628118654321", "DANA");
        assertThat(provider.send(order)).isInstanceOf(Outcome.Accepted.class);
        turn(END);
        assertThat(provider.inquire(order.reference())).isInstanceOf(InquiryAnswer.Paid.class);

        turn(Duration.ofMinutes(5));
        assertThat(provider.inquire(order.reference())).isInstanceOf(InquiryAnswer.Reversed.class);
        assertThat(xendit.movements())
                .extracting(XenditSandbox.Movement::amount)
                .containsExactly(12_500L, -12_500L);
    }

    @Test
    void aShortFloatIsAFailureThatComesLate() {
        xendit.balance(12_500);
        PayoutProvider provider = provider();
        Order order = order(CUSTOMER, "DANA");
        assertThat(provider.send(order)).isInstanceOf(Outcome.Accepted.class);
        turn(END);

        assertThat(provider.inquire(order.reference()))
                .isEqualTo(new InquiryAnswer.NotPaid("INSUFFICIENT_BALANCE", RefusalKind.FLOAT_SHORT, Duration.ZERO));
    }

    @Test
    void theSameOrderAgainIsTheSamePayoutAndAnotherOneWithItsKeyIsUnknown() {
        PayoutProvider provider = provider();
        Order order = order(CUSTOMER, "DANA");
        Outcome first = provider.send(order);
        assertThat(provider.send(order)).isEqualTo(first);

        Order other =
                new Order(order.reference(), "LAJADA", order.msisdn(), "DANA", Money.rupiah(99), order.expiresAt());
        assertThat(provider.send(other)).isEqualTo(new Outcome.Unknown("HTTP_409"));

        turn(END);
        Order again = new Order(
                order.reference(),
                "LAJADA",
                order.msisdn(),
                "DANA",
                order.amount(),
                clock.instant().plusSeconds(30));
        assertThat(provider.send(again)).as("after its end").isInstanceOf(Outcome.Paid.class);
        assertThat(xendit.payouts()).hasSize(1);
        assertThat(xendit.movements()).hasSize(1);
    }

    @Test
    void anOrderThatTheListDoesNotHaveWasNeverSeen() {
        assertThat(provider().inquire("01k8zj2x7f4w2r9v0c5m3n6p8q")).isInstanceOf(InquiryAnswer.NeverSeen.class);
        xendit.listAsObject(true);
        assertThat(provider().inquire("01k8zj2x7f4w2r9v0c5m3n6p8q")).isInstanceOf(InquiryAnswer.NeverSeen.class);
    }

    @Test
    void readsAListAsTheLibrariesDo() {
        xendit.listAsObject(true);
        PayoutProvider provider = provider();
        Order order = order(CUSTOMER, "DANA");
        provider.send(order);

        assertThat(provider.inquire(order.reference())).isInstanceOf(InquiryAnswer.Pending.class);
    }

    @Test
    void proofOfNeverSeenComesNoSoonerThanAQuarterOfAnHourAfterTheLease() {
        assertThat(provider().capabilities().visibilityWindow()).isEqualTo(Duration.ofMinutes(15));
        changed.put("cezbek.providers.xendit.visibility-window", "1h");
        assertThat(provider().capabilities().visibilityWindow()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void tooManyCallsCreateNothingAndStopOrdersForTheTimeThatXenditAsksFor() {
        xendit.rateLimit(1);
        PayoutProvider provider = provider();
        provider.send(order(CUSTOMER, "DANA"));

        assertThat(provider.send(order(CUSTOMER, "DANA"))).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo("RATE_LIMIT_EXCEEDED");
            assertThat(refused.kind()).isEqualTo(RefusalKind.TEMPORARY);
            assertThat(refused.retryAfter()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60));
        });
        assertThat(provider.isHealthy()).as("routing uses other providers").isFalse();
        assertThat(provider.send(order(CUSTOMER, "DANA"))).isEqualTo(new Outcome.NotSent("RATE_LIMITED"));
        assertThat(xendit.payouts()).hasSize(1);

        turn(Duration.ofSeconds(61));
        assertThat(provider.isHealthy()).isTrue();
        assertThat(provider.send(order(CUSTOMER, "DANA"))).isInstanceOf(Outcome.Accepted.class);
    }

    @Test
    void tellsItsBalanceAndWhetherTheKeyIsRight() {
        xendit.balance(123_456);
        PayoutProvider provider = provider();
        assertThat(provider.balance()).isEqualTo(new BalanceAnswer.Told(Money.rupiah(123_456)));
        assertThat(provider.access()).isEqualTo(new AccessAnswer.Granted());

        changed.put("cezbek.providers.xendit.api-key", "wrong");
        assertThat(provider().access()).isEqualTo(new AccessAnswer.Denied("HTTP_401"));
    }

    @Test
    void aWrongKeyIsOurConfigurationAndOpensTheBreaker() {
        changed.put("cezbek.providers.xendit.api-key", "wrong");
        PayoutProvider provider = provider();

        List<Outcome> outcomes = IntStream.range(0, 10)
                .mapToObj(n -> provider.send(order(CUSTOMER, "DANA")))
                .toList();

        assertThat(outcomes).containsOnly(new Outcome.Refused("INVALID_API_KEY", RefusalKind.CONFIGURATION));
        assertThat(provider.isHealthy()).isFalse();
        assertThat(xendit.payouts()).isEmpty();
    }

    @Test
    void aWalletWithoutAChannelIsOurConfigurationAndASettingAddsOne() {
        assertThat(provider().send(order(CUSTOMER, "ISAKU")))
                .isEqualTo(new Outcome.Refused("NO_CHANNEL", RefusalKind.CONFIGURATION));

        changed.put("cezbek.providers.xendit.channels.ISAKU", "ID_DANA");
        assertThat(provider().send(order(CUSTOMER, "ISAKU"))).isInstanceOf(Outcome.Accepted.class);
        assertThat(xendit.payouts()).extracting(XenditPayout::channelCode).containsExactly("ID_DANA");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ERROR_AFTER", "SILENCE_AFTER", "GARBLED"})
    void whateverBecomesOfTheAnswersOnePayoutIsMade(String fault) {
        xendit.misbehave(fault);
        PayoutProvider provider = provider();
        Order order = order(CUSTOMER, "DANA");

        assertThat(provider.send(order)).isInstanceOf(Outcome.Unknown.class);
        turn(END);

        assertThat(xendit.payouts()).hasSize(1);
        assertThat(provider.inquire(order.reference())).isInstanceOf(InquiryAnswer.Paid.class);
    }

    private void turn(Duration by) {
        clock.advance(by);
        xendit.turned();
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

    private PayoutProvider provider() {
        if (context != null) {
            context.close();
        }
        Map<String, Object> properties = new HashMap<>(xendit.engineProperties());
        properties.putAll(changed);
        context = new AnnotationConfigApplicationContext();
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("providers", properties));
        context.registerBean(Clock.class, () -> clock);
        context.register(ProviderConfiguration.class);
        context.refresh();
        return context.getBean(ConfiguredProviders.class).find("XENDIT").orElseThrow();
    }
}
