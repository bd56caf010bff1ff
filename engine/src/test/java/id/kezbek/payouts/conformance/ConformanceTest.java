package id.kezbek.payouts.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.payouts.SandboxFaults;
import id.kezbek.sandbox.parts.FreePort;
import id.kezbek.sandbox.providers.ProviderSandbox;
import id.kezbek.sandbox.snap.DanaSandbox;
import id.kezbek.sandbox.snap.MidtransSandbox;
import id.kezbek.sandbox.snap.SnapSandbox;
import id.kezbek.sandbox.xendit.XenditSandbox;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.testing.TestClock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** The contract of the provider port, tried on all eight adapters with the conformance kit, against their sandboxes. */
class ConformanceTest {

    private static final Msisdn CUSTOMER = new Msisdn("628117710510");
    private static final Money AMOUNT = Money.rupiah(10_000);

    @TempDir
    static Path folder;

    static final TestClock CLOCK = new TestClock();
    static ProviderSandbox providers;
    static XenditSandbox xendit;
    static DanaSandbox dana;
    static MidtransSandbox midtrans;

    private final Map<String, Object> changed = new HashMap<>();
    private final Ids ids = new Ids(CLOCK, new Random());

    @BeforeAll
    static void start() {
        providers = ProviderSandbox.start(folder, CLOCK);
        xendit = XenditSandbox.start(CLOCK);
        dana = DanaSandbox.start(CLOCK);
        midtrans = MidtransSandbox.start(CLOCK);
    }

    @AfterAll
    static void stop() {
        providers.close();
        xendit.close();
        dana.close();
        midtrans.close();
    }

    @AfterEach
    void reset() {
        xendit.behave();
        midtrans.callbacksTo(null);
        dana.floatOf(1_000_000_000);
        midtrans.floatOf(1_000_000_000);
    }

    @ParameterizedTest
    @CsvSource({
        "linksaja, LSAJA, BALANCE ACCOUNT FLOAT_SHORT",
        "gopaid, GPAID, ACCESS BALANCE ACCOUNT NEVER_SEEN CALLBACK REPEATED OTHER_VALUES FLOAT_SHORT",
        "josvo, JOSVO, BALANCE ACCOUNT FLOAT_SHORT",
        "middletrans, GPAID, BALANCE ACCOUNT FLOAT_SHORT",
        "xenit, JOSVO, BALANCE ACCOUNT FLOAT_SHORT",
        "XENDIT, DANA, ACCOUNT FLOAT_SHORT",
        "DANAH2H, DANA, CALLBACK FLOAT_SHORT",
        "midtrans, GPAID, BALANCE FLOAT_SHORT"
    })
    void everyAdapterHoldsThePromisesAndPaysTwoOrders(String provider, String wallet, String notTried)
            throws Exception {
        int port = FreePort.choose();
        providers.callbacksTo(URI.create("http://127.0.0.1:" + port));
        xendit.callbacksTo(URI.create("http://127.0.0.1:" + port + "/any"));
        midtrans.callbacksTo(URI.create("http://127.0.0.1:" + port + "/any"));
        Stream.of("LSAJAH2H", "JOSVOH2H", "MTRANS", "XENIT")
                .forEach(code -> SandboxFaults.set(providers.url(), code, "{\"callback\": 1.0}"));
        long before = moved();

        Report report = run(new Plan(
                provider,
                CUSTOMER,
                wallet,
                AMOUNT,
                Duration.ofMinutes(10),
                Optional.of(Money.rupiah(5_000_000_000L)),
                false,
                OptionalInt.of(port)));

        assertThat(report.results()).containsOnlyKeys(Promise.values());
        assertThat(report.holds()).as(printed(report)).isTrue();
        assertThat(notTried(report))
                .as(printed(report))
                .isEqualTo(
                        Stream.of(notTried.split(" ", -1)).map(Promise::valueOf).collect(Collectors.toSet()));
        assertThat(moved() - before).isEqualTo(2 * 10_000);
    }

    @ParameterizedTest
    @CsvSource({"xendit, DANA", "dana, DANA", "midtrans, GPAID"})
    void aShortFloatIsNoRejection(String provider, String wallet) throws Exception {
        xendit.balance(100);
        dana.floatOf(100);
        midtrans.floatOf(100);
        long before = moved();

        Report report = run(plan(provider, wallet, true));

        assertThat(report.results().get(Promise.FLOAT_SHORT)).isInstanceOf(Trial.Held.class);
        assertThat(report.results().get(Promise.PAID_ONCE)).isInstanceOf(Trial.NotTried.class);
        assertThat(report.holds()).as(printed(report)).isTrue();
        assertThat(moved()).isEqualTo(before);
    }

    @Test
    void reportsABrokenPromise() throws Exception {
        xendit.misbehave("ERROR_BEFORE");

        Report report = run(plan("xendit", "DANA", false));

        assertThat(report.holds()).isFalse();
        assertThat(report.results().get(Promise.PAID_ONCE)).isEqualTo(new Trial.NotHeld("unknown: HTTP_500"));
        assertThat(printed(report))
                .contains("Conformance of XENDIT at " + xendit.url(), "NOT HELD   An order is paid: unknown: HTTP_500");
    }

    @Test
    void reportsWrongCredentialsAndPaysNothing() throws Exception {
        changed.put("cezbek.providers.xendit.api-key", "xnd_wrong");
        long before = moved();

        Report report = run(plan("xendit", "DANA", false));

        assertThat(report.results().get(Promise.ACCESS))
                .isEqualTo(new Trial.NotHeld("HTTP_401; check the provider's settings"));
        assertThat(report.holds()).isFalse();
        assertThat(moved()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "xendit"})
    void refusesAProviderThatIsNotThere(String provider) {
        changed.put("cezbek.providers.xendit.base-url", "");

        assertThatThrownBy(() -> run(plan(provider, "DANA", false)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        provider.equals("nobody")
                                ? "nobody is no provider; there are dana, gopaid"
                                : "cezbek.providers.xendit.base-url is not set");
    }

    private static Plan plan(String provider, String wallet, boolean isFloatEmpty) {
        return new Plan(
                provider,
                CUSTOMER,
                wallet,
                AMOUNT,
                Duration.ofSeconds(20),
                Optional.empty(),
                isFloatEmpty,
                OptionalInt.empty());
    }

    private Report run(Plan plan) throws InterruptedException {
        Map<String, Object> properties = new HashMap<>(providers.engineProperties());
        properties.putAll(xendit.engineProperties());
        properties.putAll(dana.engineProperties());
        properties.putAll(midtrans.engineProperties());
        properties.putAll(changed);
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("sandboxes", properties));
        return new Conformance(environment, CLOCK, ids, this::turn).run(plan);
    }

    /** Time passes; the sandboxes do what is due. The call gives callbacks under way the time to arrive. */
    private void turn(Duration wait) {
        CLOCK.advance(wait);
        xendit.turned();
        SandboxFaults.set(providers.url(), "GOPAIDH2H", "{}");
    }

    private static Set<Promise> notTried(Report report) {
        Set<Promise> promises = EnumSet.noneOf(Promise.class);
        report.results().forEach((promise, trial) -> {
            if (trial instanceof Trial.NotTried) {
                promises.add(promise);
            }
        });
        return promises;
    }

    /** The rupiah that the customer has got from all providers. */
    private static long moved() {
        String local = CUSTOMER.local();
        return providers
                        .book()
                        .movements(line -> line.msisdn().equals(CUSTOMER.digits()))
                        .mapToLong(line -> line.amount())
                        .sum()
                + xendit.movements().stream()
                        .filter(movement -> movement.accountNumber().equals(local))
                        .mapToLong(XenditSandbox.Movement::amount)
                        .sum()
                + Stream.concat(dana.movements().stream(), midtrans.movements().stream())
                        .mapToLong(SnapSandbox.Movement::amount)
                        .sum();
    }

    private static String printed(Report report) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        report.print(new PrintStream(text, true, StandardCharsets.UTF_8));
        return text.toString(StandardCharsets.UTF_8);
    }
}
