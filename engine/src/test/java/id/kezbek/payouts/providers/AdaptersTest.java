package id.kezbek.payouts.providers;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.payouts.SandboxFaults;
import id.kezbek.payouts.provider.ConfiguredProviders;
import id.kezbek.payouts.provider.InquiryAnswer;
import id.kezbek.payouts.provider.Outcome;
import id.kezbek.payouts.provider.PayoutProvider;
import id.kezbek.payouts.provider.PayoutProvider.Order;
import id.kezbek.sandbox.providers.ProviderSandbox;
import id.kezbek.sandbox.providers.book.BookLine;
import id.kezbek.sandbox.xendit.XenditSandbox;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.testing.TestClock;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** The adapters against the provider sandbox, whose book says what really happened. */
class AdaptersTest {

    private static final Msisdn CUSTOMER = new Msisdn("628118770510");
    private static final Money AMOUNT = Money.rupiah(12_500);

    @TempDir
    static Path folder;

    static ProviderSandbox sandbox;
    static XenditSandbox xendit;
    static TestClock sandboxClock = new TestClock();

    private final TestClock clock = new TestClock();
    private final Ids ids = new Ids(clock, new Random());
    private AnnotationConfigApplicationContext context;
    /** Long enough for a busy machine, save where a test waits for it to end. */
    private String timeout = "5s";

    @BeforeAll
    static void start() {
        sandbox = ProviderSandbox.start(folder, sandboxClock);
        xendit = XenditSandbox.start(sandboxClock);
    }

    @AfterAll
    static void stop() {
        sandbox.close();
        xendit.close();
    }

    @AfterEach
    void noFaultsRemain() {
        for (String code : List.of("LSAJAH2H", "GOPAIDH2H", "JOSVOH2H", "MTRANS", "XENIT")) {
            SandboxFaults.set(sandbox.url(), code, "{}");
        }
        xendit.behave();
        sandboxClock.reset();
        if (context != null) {
            context.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "LSAJAH2H, LSAJA", "GOPAIDH2H, GPAID", "JOSVOH2H, JOSVO",
        "MTRANS, LSAJA", "MTRANS, GPAID", "MTRANS, JOSVO",
        "XENIT, LSAJA", "XENIT, GPAID", "XENIT, JOSVO"
    })
    void payOnceAndSaySo(String provider, String wallet) {
        Order order = order(wallet);

        assertThat(provider(provider).send(order)).isInstanceOf(Outcome.Paid.class);
        assertThat(booked(order)).singleElement().satisfies(line -> {
            assertThat(line.provider()).hasToString(provider);
            assertThat(line.wallet()).hasToString(wallet);
            assertThat(line.msisdn()).isEqualTo(CUSTOMER.digits());
            assertThat(line.amount()).isEqualTo(12_500);
        });
    }

    @ParameterizedTest
    @CsvSource({"LSAJAH2H, LSAJA", "GOPAIDH2H, GPAID", "JOSVOH2H, JOSVO", "MTRANS, LSAJA", "XENIT, JOSVO"})
    void aRefusalIsARefusal(String provider, String wallet) {
        SandboxFaults.set(sandbox.url(), provider, "{\"refuse\": 1.0}");
        Order order = order(wallet);

        assertThat(provider(provider).send(order)).isInstanceOf(Outcome.Refused.class);
        assertThat(booked(order)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LSAJAH2H|LSAJA|error_before|0",
                "LSAJAH2H|LSAJA|error_after|1",
                "LSAJAH2H|LSAJA|reset_after|1",
                "LSAJAH2H|LSAJA|timeout_after|1",
                "LSAJAH2H|LSAJA|garbled|1",
                "GOPAIDH2H|GPAID|error_before|0",
                "GOPAIDH2H|GPAID|error_after|1",
                "GOPAIDH2H|GPAID|reset_after|1",
                "GOPAIDH2H|GPAID|timeout_after|1",
                "GOPAIDH2H|GPAID|garbled|1",
                "JOSVOH2H|JOSVO|error_before|0",
                "JOSVOH2H|JOSVO|error_after|1",
                "JOSVOH2H|JOSVO|reset_after|1",
                "JOSVOH2H|JOSVO|timeout_after|1",
                "JOSVOH2H|JOSVO|garbled|1",
                "MTRANS|GPAID|error_before|0",
                "MTRANS|GPAID|error_after|1",
                "MTRANS|GPAID|reset_after|1",
                "MTRANS|GPAID|timeout_before|0",
                "MTRANS|GPAID|timeout_after|1",
                "MTRANS|GPAID|garbled|1",
                "XENIT|LSAJA|error_before|0",
                "XENIT|LSAJA|error_after|1",
                "XENIT|LSAJA|reset_after|1",
                "XENIT|LSAJA|timeout_after|1",
                "XENIT|LSAJA|garbled|1",
                "XENDIT|GPAID|error_before|0",
                "XENDIT|GPAID|error_after|1",
                "XENDIT|GPAID|reset_after|1",
                "XENDIT|GPAID|garbled|1"
            })
    void whatBreaksOnTheWayIsUnknownWhetherOrNotMoneyMoved(String provider, String wallet, String fault, int booked) {
        misbehave(provider, fault);
        timeout = fault.startsWith("timeout") ? "600ms" : timeout;
        Order order = order(wallet);

        assertThat(provider(provider).send(order)).isInstanceOf(Outcome.Unknown.class);
        acceptedOrdersEnd();
        assertThat(moved(order)).hasSize(booked);
    }

    @ParameterizedTest
    @CsvSource({"LSAJAH2H, LSAJA", "JOSVOH2H, JOSVO", "MTRANS, LSAJA", "XENIT, GPAID", "XENDIT, GPAID"})
    void inquiryTellsThePaidFromTheNeverSeen(String code, String wallet) {
        PayoutProvider provider = provider(code);
        Order order = order(wallet);
        assertThat(provider.inquire(order.reference())).isInstanceOf(InquiryAnswer.NeverSeen.class);

        misbehave(code, "error_after");
        assertThat(provider.send(order)).isInstanceOf(Outcome.Unknown.class);
        acceptedOrdersEnd();

        assertThat(provider.inquire(order.reference()))
                .isInstanceOfSatisfying(
                        InquiryAnswer.Paid.class,
                        paid -> assertThat(paid.reference()).isPresent());
    }

    @ParameterizedTest
    @CsvSource({"JOSVOH2H, JOSVO", "MTRANS, LSAJA", "XENIT, GPAID"})
    void aWordThatIsNotListedIsUnknownAndPendingWhenAsked(String code, String wallet) {
        SandboxFaults.set(sandbox.url(), code, "{\"late_success\": 1.0, \"late_after_s\": 3600}");
        PayoutProvider provider = provider(code);
        Outcome outcome = new Outcome.Refused("none yet");
        Order order = order(wallet);
        // A late success shows itself as pending or as an overload, by the sandbox's dice.
        for (int tries = 0; tries < 50 && !isWord(outcome); tries++) {
            order = order(wallet);
            outcome = provider.send(order);
            assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
        }

        assertThat(isWord(outcome)).isTrue();
        assertThat(provider.inquire(order.reference())).isInstanceOf(InquiryAnswer.Pending.class);
    }

    @Test
    void goPaidCannotBeAsked() {
        PayoutProvider goPaid = provider("GOPAIDH2H");
        assertThat(goPaid.capabilities().hasInquiry()).isFalse();
        assertThat(goPaid.capabilities().knowsReferences()).isFalse();
        assertThat(goPaid.inquire("any")).isInstanceOf(InquiryAnswer.NotAvailable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"LSAJAH2H", "GOPAIDH2H", "JOSVOH2H", "MTRANS", "XENIT", "XENDIT"})
    void anOrderWhoseLeaseIsOverIsNeverWritten(String code) {
        Order order = new Order("r" + ids.next().hashCode(), "LAJADA", CUSTOMER, "LSAJA", AMOUNT, clock.instant());

        assertThat(provider(code).send(order)).isEqualTo(new Outcome.NotSent("LEASE_OVER"));
        acceptedOrdersEnd();
        assertThat(moved(order)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"LSAJAH2H, LSAJA", "JOSVOH2H, JOSVO", "MTRANS, LSAJA", "XENIT, JOSVO", "XENDIT, JOSVO"})
    void anOrderThatIsSentTwiceIsPaidOnceWhereReferencesAreKnown(String code, String wallet) {
        PayoutProvider provider = provider(code);
        Order order = order(wallet);

        assertThat(provider.capabilities().knowsReferences()).isTrue();
        Outcome first = provider.send(order);
        assertThat(provider.send(order)).hasSameClassAs(first);
        acceptedOrdersEnd();
        assertThat(moved(order)).hasSize(1);
    }

    @Test
    void aProviderThatCannotBeReachedWasNotSentTo() {
        // Port 1 of this machine: nothing listens there.
        PayoutProvider unreachable = provider("XENIT", "cezbek.providers.xenit.base-url", "http://127.0.0.1:1");

        assertThat(unreachable.send(order("LSAJA"))).isEqualTo(new Outcome.NotSent("NOT_REACHED"));
    }

    @Test
    void aTokenThatDiedIsRenewedOnceWithinTheCall() {
        // We trust it for longer than it lives.
        PayoutProvider linkSaja = provider("LSAJAH2H", "cezbek.providers.linksaja.token-ttl", "2h");
        assertThat(linkSaja.send(order("LSAJA"))).isInstanceOf(Outcome.Paid.class);
        sandboxClock.advance(ProviderSandbox.DEFAULT_TOKEN_TTL.plusSeconds(1));
        clock.advance(ProviderSandbox.DEFAULT_TOKEN_TTL.plusSeconds(1));

        Order order = order("LSAJA");
        assertThat(linkSaja.send(order)).isInstanceOf(Outcome.Paid.class);
        assertThat(booked(order)).hasSize(1);
    }

    @Test
    void wrongLogInSendsNothing() {
        PayoutProvider linkSaja = provider("LSAJAH2H", "cezbek.providers.linksaja.password", "wrong");

        assertThat(linkSaja.send(order("LSAJA"))).isEqualTo(new Outcome.NotSent("LOG_IN_HTTP_401"));
    }

    @Test
    void theBreakerOpensOnFaultsAndLetsAFewThroughAfterItsRest() {
        SandboxFaults.set(sandbox.url(), "MTRANS", "{\"error_before\": 1.0}");
        PayoutProvider provider = provider("MTRANS");
        IntStream.range(0, 10).forEach(n -> provider.send(order("LSAJA")));

        assertThat(provider.isHealthy()).isFalse();
        assertThat(provider.send(order("LSAJA"))).isEqualTo(new Outcome.NotSent("BREAKER_OPEN"));

        SandboxFaults.set(sandbox.url(), "MTRANS", "{}");
        clock.advance(Duration.ofSeconds(11));
        assertThat(provider.isHealthy()).isTrue();
        IntStream.range(0, 5)
                .forEach(n -> assertThat(provider.send(order("LSAJA"))).isInstanceOf(Outcome.Paid.class));
        assertThat(provider.isHealthy()).isTrue();
    }

    @Test
    void theBreakerOpensOnCallsThatAreAllSlow() {
        PayoutProvider provider = provider("MTRANS", "cezbek.providers.middletrans.slow-call", "1ns");
        IntStream.range(0, 10)
                .forEach(n -> assertThat(provider.send(order("LSAJA"))).isInstanceOf(Outcome.Paid.class));

        assertThat(provider.isHealthy()).isFalse();
    }

    @Test
    void refusalsDoNotOpenTheBreaker() {
        SandboxFaults.set(sandbox.url(), "XENIT", "{\"refuse\": 1.0}");
        PayoutProvider provider = provider("XENIT");
        IntStream.range(0, 20).forEach(n -> provider.send(order("LSAJA")));

        assertThat(provider.isHealthy()).isTrue();
    }

    private static boolean isWord(Outcome outcome) {
        return outcome instanceof Outcome.Unknown unknown && unknown.reason().startsWith("WORD_");
    }

    private Order order(String wallet) {
        return new Order(
                Ids.text(ids.next()),
                "LAJADA",
                CUSTOMER,
                wallet,
                AMOUNT,
                clock.instant().plusSeconds(30));
    }

    private static void misbehave(String provider, String fault) {
        if (!provider.equals("XENDIT")) {
            SandboxFaults.set(sandbox.url(), provider, "{\"" + fault + "\": 1.0}");
            return;
        }
        xendit.misbehave(
                switch (fault) {
                    case "reset_after" -> "SILENCE_AFTER";
                    default -> fault.toUpperCase(java.util.Locale.ROOT);
                });
    }

    /** Xendit pays a moment after it has accepted an order. */
    private static void acceptedOrdersEnd() {
        sandboxClock.advance(Duration.ofSeconds(3));
        xendit.turned();
    }

    private static List<BookLine> booked(Order order) {
        return sandbox.book()
                .movements(line -> order.reference().equals(line.externalId()))
                .toList();
    }

    /** The movements of money of an order in the books of all providers, in rupiah. */
    private static List<Long> moved(Order order) {
        return Stream.concat(
                        booked(order).stream().map(BookLine::amount),
                        xendit.movements().stream()
                                .filter(movement -> movement.reference().equals(order.reference()))
                                .map(XenditSandbox.Movement::amount))
                .toList();
    }

    private PayoutProvider provider(String code) {
        return provider(code, "none", "none");
    }

    private PayoutProvider provider(String code, String property, String value) {
        var properties = new java.util.HashMap<String, Object>(sandbox.engineProperties());
        properties.putAll(xendit.engineProperties());
        List.of("linksaja", "gopaid", "josvo", "middletrans", "xenit", "xendit")
                .forEach(name -> properties.put("cezbek.providers." + name + ".timeout", timeout));
        properties.put(property, value);
        context = new AnnotationConfigApplicationContext();
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("providers", properties));
        context.registerBean(Clock.class, () -> clock);
        context.register(ProviderConfiguration.class);
        context.refresh();
        return context.getBean(ConfiguredProviders.class).find(code).orElseThrow();
    }
}
