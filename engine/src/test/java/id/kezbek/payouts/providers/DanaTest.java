package id.kezbek.payouts.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import id.kezbek.payouts.provider.AccessAnswer;
import id.kezbek.payouts.provider.BalanceAnswer;
import id.kezbek.payouts.provider.ConfiguredProviders;
import id.kezbek.payouts.provider.InquiryAnswer;
import id.kezbek.payouts.provider.Outcome;
import id.kezbek.payouts.provider.PayoutProvider;
import id.kezbek.payouts.provider.PayoutProvider.Order;
import id.kezbek.payouts.provider.RefusalKind;
import id.kezbek.sandbox.snap.DanaSandbox;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.testing.TestClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** SNAP's adapter in DANA's dialect, against its sandbox. */
class DanaTest {

    private static final String PAYABLE = "62811742234";

    private final TestClock clock = new TestClock();
    private final Ids ids = new Ids(clock, new Random());
    private final Map<String, Object> changed = new HashMap<>();
    private DanaSandbox dana;
    private AnnotationConfigApplicationContext context;

    @BeforeEach
    void start() {
        dana = DanaSandbox.start(clock);
    }

    @AfterEach
    void stop() {
        if (context != null) {
            context.close();
        }
        dana.close();
    }

    @ParameterizedTest
    @CsvSource({
        "SYMMETRIC, /v1.0/emoney/topup.htm, /v1.0/emoney/topup-status.htm",
        "ASYMMETRIC, /v1.0/emoney/topup.htm, /v1.0/emoney/topup-status.htm",
        "SYMMETRIC, /rest/v1.0/emoney/topup, /rest/v1.0/emoney/topup-status"
    })
    void paysOnceWithBothSignaturesAndOnBothPaths(String signature, String topUp, String status) {
        changed.put("cezbek.providers.dana.signature", signature);
        changed.put("cezbek.providers.dana.top-up-path", topUp);
        changed.put("cezbek.providers.dana.status-path", status);
        PayoutProvider provider = provider();
        Order order = order(PAYABLE);
        assertThat(provider.inquire(order.reference())).isInstanceOf(InquiryAnswer.NeverSeen.class);

        assertThat(provider.send(order)).isInstanceOf(Outcome.Paid.class);
        assertThat(provider.send(order)).as("again").isInstanceOf(Outcome.Paid.class);

        assertThat(provider.inquire(order.reference())).isInstanceOf(InquiryAnswer.Paid.class);
        assertThat(dana.movements()).containsExactly(new DanaSandbox.Movement(order.reference(), PAYABLE, 12_500));
    }

    @Test
    void tenEqualOrdersAtOncePayOnce() throws Exception {
        PayoutProvider provider = provider();
        Order order = order(PAYABLE);
        Callable<Outcome> sending = () -> provider.send(order);

        try (var threads = Executors.newFixedThreadPool(10)) {
            List<Outcome> outcomes = threads.invokeAll(Collections.nCopies(10, sending)).stream()
                    .map(Future::resultNow)
                    .toList();
            assertThat(outcomes)
                    .allMatch(outcome -> outcome instanceof Outcome.Paid || outcome instanceof Outcome.Unknown);
        }
        assertThat(dana.movements()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"628551008794, SNAP_5003801, 1", "628121111111, SNAP_5003800, 0", "628551005454, CONNECTION_BROKEN, 1"})
    void publishedErrorsAreUnknownWhetherOrNotMoneyMoved(String number, String reason, int moved) {
        PayoutProvider provider = provider();
        Order order = order(number);

        assertThat(provider.send(order)).isEqualTo(new Outcome.Unknown(reason));
        assertThat(dana.movements()).hasSize(moved);
        assertThat(provider.inquire(order.reference()))
                .isInstanceOf(moved == 1 ? InquiryAnswer.Paid.class : InquiryAnswer.NeverSeen.class);
    }

    @Test
    void aFrozenAccountIsARefusal() {
        assertThat(provider().send(order("628996647679")))
                .isEqualTo(new Outcome.Refused("SNAP_4033809", RefusalKind.DESTINATION));
    }

    @Test
    void aShortFloatIsNotThePayoutsFault() {
        dana.floatOf(100);

        assertThat(provider().send(order(PAYABLE)))
                .isEqualTo(new Outcome.Refused("SNAP_4033814", RefusalKind.FLOAT_SHORT));
    }

    @Test
    void tooManyCallsCreateNothingAndProveNothing() {
        PayoutProvider provider = provider();
        Order order = order(PAYABLE);
        dana.tooManyCalls(true);

        assertThat(provider.send(order)).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.kind()).isEqualTo(RefusalKind.TEMPORARY);
            assertThat(refused.reason()).isEqualTo("SNAP_4293800");
        });
        assertThat(provider.inquire(order.reference())).isInstanceOf(InquiryAnswer.NotAvailable.class);
        assertThat(dana.movements()).isEmpty();
    }

    @Test
    void notFoundForAReferenceThatExistsIsUnknown() {
        PayoutProvider provider = provider();
        Order order = order(PAYABLE);
        provider.send(order);
        Order other =
                new Order(order.reference(), "LAJADA", order.msisdn(), "DANA", Money.rupiah(99), order.expiresAt());

        assertThat(provider.send(other)).isEqualTo(new Outcome.Unknown("SNAP_4043818"));
        assertThat(dana.movements()).hasSize(1);
    }

    @Test
    void anAcceptedOrderIsPendingUntilItsEnd() {
        dana.slow(true);
        PayoutProvider provider = provider();
        Order order = order(PAYABLE);

        assertThat(provider.send(order)).isInstanceOf(Outcome.Accepted.class);
        assertThat(provider.inquire(order.reference())).isInstanceOf(InquiryAnswer.Pending.class);
        dana.end(order.reference(), "00");
        assertThat(provider.inquire(order.reference())).isInstanceOf(InquiryAnswer.Paid.class);
        dana.end(order.reference(), "04");
        assertThat(provider.inquire(order.reference())).isInstanceOf(InquiryAnswer.Reversed.class);
    }

    @ParameterizedTest
    @CsvSource({"05, NotPaid", "06, NotPaid", "07, NeverSeen", "08, NotAvailable", "'', NotAvailable"})
    void readsOnlyStatusesThatItKnows(String status, String answer) {
        dana.slow(true);
        PayoutProvider provider = provider();
        Order order = order(PAYABLE);
        provider.send(order);
        dana.end(order.reference(), status);

        assertThat(provider.inquire(order.reference()).getClass().getSimpleName())
                .isEqualTo(answer);
    }

    @Test
    void aDeadTokenIsRenewedOnceWithinTheCallAndAnOldOneBefore() {
        PayoutProvider provider = provider();
        assertThat(provider.send(order(PAYABLE))).isInstanceOf(Outcome.Paid.class);

        dana.forgetTokens();
        assertThat(provider.send(order(PAYABLE))).isInstanceOf(Outcome.Paid.class);
        clock.advance(Duration.ofSeconds(900));
        assertThat(provider.send(order(PAYABLE))).isInstanceOf(Outcome.Paid.class);
        assertThat(dana.movements()).hasSize(3);
    }

    @Test
    void wrongCredentialsSendNothing() {
        changed.put("cezbek.providers.dana.username", "another");
        assertThat(provider().send(order(PAYABLE))).isEqualTo(new Outcome.NotSent("TOKEN_HTTP_401"));
        changed.put("cezbek.providers.dana.username", dana.engineProperties().get("cezbek.providers.dana.username"));

        changed.put("cezbek.providers.dana.password", "another");
        assertThat(provider().send(order(PAYABLE)))
                .isEqualTo(new Outcome.Refused("SNAP_4013800", RefusalKind.CONFIGURATION));
        assertThat(dana.movements()).isEmpty();
    }

    @Test
    void tellsItsBalanceWithTheMerchantIdAndWhetherTheCredentialsAreRight() {
        dana.floatOf(123_456);
        assertThat(provider().balance()).isEqualTo(new BalanceAnswer.Told(Money.rupiah(123_456)));
        assertThat(provider().access()).isEqualTo(new AccessAnswer.Granted());

        changed.put("cezbek.providers.dana.merchant-id", "another");
        assertThat(provider().balance()).isEqualTo(new BalanceAnswer.NotAvailable("HTTP_200"));
        changed.put("cezbek.providers.dana.merchant-id", "");
        assertThat(provider().balance()).isEqualTo(new BalanceAnswer.NotOffered());
        changed.put("cezbek.providers.dana.password", "another");
        assertThat(provider().access()).isEqualTo(new AccessAnswer.Denied("HTTP_401"));
        changed.put("cezbek.providers.dana.username", "another");
        assertThat(provider().access()).isEqualTo(new AccessAnswer.Denied("TOKEN_HTTP_401"));
    }

    @Test
    void anOrderWhoseLeaseIsOverIsNeverWritten() {
        Order order = new Order(
                Ids.text(ids.next()), "LAJADA", new Msisdn(PAYABLE), "DANA", Money.rupiah(12_500), clock.instant());

        assertThat(provider().send(order)).isEqualTo(new Outcome.NotSent("LEASE_OVER"));
        assertThat(dana.movements()).isEmpty();
    }

    /** The HTTP status and the code must agree, and the code must be of this service. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "200|{\"responseCode\":\"4043811\"}",
                "404|{\"responseCode\":\"2003800\"}",
                "404|{\"responseCode\":\"4043911\"}",
                "404|{\"responseCode\":\"404\"}",
                "404|<html>Not found</html>",
                "404|{\"responseCode\":\"4043818\"}",
                "404|{\"responseCode\":\"4043801\"}",
                "409|{\"responseCode\":\"4093800\"}",
                "409|{\"responseCode\":\"4093801\"}",
                "504|{\"responseCode\":\"5043800\"}",
                "200|{\"responseCode\":\"2003800\",\"partnerReferenceNo\":\"another\"}",
                "200|{\"responseCode\":\"2003800\"",
                "302|"
            })
    void whatProvesNothingIsUnknown(String given) throws IOException {
        changed.put("cezbek.providers.dana.signature", "ASYMMETRIC");
        int status = Integer.parseInt(given.substring(0, 3));
        byte[] body = given.substring(4).getBytes(StandardCharsets.UTF_8);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(exchange, status, body));
        server.start();
        try {
            changed.put(
                    "cezbek.providers.dana.base-url",
                    "http://127.0.0.1:" + server.getAddress().getPort());
            assertThat(provider().send(order(PAYABLE))).isInstanceOf(Outcome.Unknown.class);
        } finally {
            server.stop(0);
        }
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private Order order(String number) {
        return new Order(
                Ids.text(ids.next()),
                "LAJADA",
                new Msisdn(number),
                "DANA",
                Money.rupiah(12_500),
                clock.instant().plusSeconds(30));
    }

    private PayoutProvider provider() {
        if (context != null) {
            context.close();
        }
        Map<String, Object> properties = new HashMap<>(dana.engineProperties());
        properties.putAll(changed);
        context = new AnnotationConfigApplicationContext();
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("providers", properties));
        context.registerBean(Clock.class, () -> clock);
        context.register(ProviderConfiguration.class);
        context.refresh();
        return context.getBean(ConfiguredProviders.class).find("DANAH2H").orElseThrow();
    }
}
