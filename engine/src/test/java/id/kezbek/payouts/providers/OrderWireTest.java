package id.kezbek.payouts.providers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import id.kezbek.payouts.provider.ConfiguredProviders;
import id.kezbek.payouts.provider.PayoutProvider;
import id.kezbek.payouts.provider.PayoutProvider.Order;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import tools.jackson.databind.json.JsonMapper;

/** What an order looks like on the wire, to the letter: the providers read nothing else. */
class OrderWireTest {

    private static final String REFERENCE = "01k8zj2x7f4w2r9v0c5m3n6p8q";
    private static final Instant NOW = Instant.parse("2026-11-22T05:00:00Z");
    private static final Instant EXPIRES = NOW.plusSeconds(30);
    private static final List<String> NAMES = List.of("linksaja", "gopaid", "josvo", "middletrans", "xenit");

    private record Received(String call, Map<String, String> headers, String body) {}

    private final List<Received> received = Collections.synchronizedList(new ArrayList<>());
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::receive);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "LSAJAH2H | LSAJA | POST /api/v1/transfer/fund | Authorization | Bearer TOKEN"
                        + " | {'amount':12500,'msisdn':'628118770510','notes':'LAJADA REF'}",
                "GOPAIDH2H | GPAID | POST /api/v1/provider/top-up | X-api-key | KEY"
                        + " | {'receipient':'628118770510','add_balance':12500}",
                "JOSVOH2H | JOSVO | POST /api/v2/accounts/transfer | X-api-key | KEY"
                        + " | {'phone_no':'628118770510','amount':12500,'client_ref_code':'REF'}",
                "MTRANS | GPAID | POST /ewallet/v1/transfer | X-api-key | KEY"
                        + " | {'wallet':'gpaid','amount':12500,'account':'628118770510'}",
                "XENIT | JOSVO | POST /api/v1/e-wallet/top-up | Authorization | Basic VVNFUjpQQVNT"
                        + " | {'wallet':'JOSVO_628118770510','beneficiary':'628118770510','amount':12500,'ref_code':'REF'}",
            })
    void eachProviderGetsItsOwnWords(
            String code, String wallet, String call, String header, String credential, String body) {
        Order order = new Order(REFERENCE, "LAJADA", new Msisdn("628118770510"), wallet, Money.rupiah(12_500), EXPIRES);
        try (AnnotationConfigApplicationContext context = providers()) {
            PayoutProvider provider =
                    context.getBean(ConfiguredProviders.class).find(code).orElseThrow();
            provider.send(order);
        }

        Received sent = received.getLast();
        assertThat(sent.call()).isEqualTo(call);
        assertThat(sent.headers())
                .containsEntry("X-external-id", REFERENCE)
                .containsEntry("X-expires-at", Long.toString(EXPIRES.toEpochMilli()))
                .containsEntry(header, credential);
        assertThat(JsonMapper.shared().readTree(sent.body()))
                .isEqualTo(JsonMapper.shared().readTree(body.replace('\'', '"').replace("REF\"", REFERENCE + "\"")));
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> headers = new HashMap<>();
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
            received.add(new Received(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                    headers,
                    new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
            byte[] answer = "{\"token\":\"TOKEN\",\"thirdPartyName\":\"Kezbek\"}".getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private AnnotationConfigApplicationContext providers() {
        Map<String, Object> properties = new HashMap<>();
        for (String name : NAMES) {
            String prefix = "cezbek.providers." + name + ".";
            properties.put(
                    prefix + "base-url",
                    "http://127.0.0.1:" + server.getAddress().getPort());
            properties.put(prefix + "api-key", "KEY");
            properties.put(prefix + "username", "USER");
            properties.put(prefix + "password", "PASS");
            properties.put(prefix + "timeout", "20s");
        }
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("providers", properties));
        context.registerBean(Clock.class, () -> Clock.fixed(NOW, ZoneOffset.UTC));
        context.register(ProviderConfiguration.class);
        context.refresh();
        return context;
    }
}
