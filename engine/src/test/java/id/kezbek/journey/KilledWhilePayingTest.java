package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.sandbox.client.Answer;
import id.kezbek.sandbox.client.HttpCalls;
import id.kezbek.sandbox.client.NoAnswer;
import id.kezbek.sandbox.client.PartnerClient;
import id.kezbek.sandbox.client.Payout;
import id.kezbek.sandbox.client.SandboxFile;
import id.kezbek.sandbox.client.StaffClient;
import id.kezbek.sandbox.parts.OutsideWorld;
import id.kezbek.sandbox.providers.book.BookLine;
import id.kezbek.sandbox.run.EngineProcess;
import id.kezbek.shared.Eventually;
import id.kezbek.testing.EngineProgram;
import java.math.BigDecimal;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The engine, as a separate process, is killed during purchases and payouts, and started again. The callers' answers,
 * the ledger and the providers' books must then agree. By day the crash suite ({@link TortureTest}) kills processes.
 */
@Tag("nightly")
class KilledWhilePayingTest {

    private static final int PURCHASES = 180;
    private static final int CALLERS = 12;
    private static final List<String> WALLETS = List.of("LSAJA", "GPAID", "JOSVO");
    private static final String PARTNER = "TOKMED";
    private static final Duration READY_WITHIN = Duration.ofSeconds(90);
    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final Map<Integer, String> acknowledged = new ConcurrentHashMap<>();
    private int port;

    @Test
    void paysEachPurchaseOnceAndKeepsUnknownResults() throws Exception {
        try (OutsideWorld world = OutsideWorld.ephemeral();
                HttpCalls calls = new HttpCalls("http://127.0.0.1:" + freePort())) {
            slowDownProviders(world);
            try (EngineProcess first = start(world)) {
                PartnerClient partner = signIn(calls);
                try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
                    List<Future<?>> reporting = IntStream.range(0, CALLERS)
                            .<Future<?>>mapToObj(caller -> callers.submit(() -> report(partner, caller)))
                            .toList();
                    Eventually.holds(
                            "payouts are under way",
                            READY_WITHIN,
                            () -> booked(world).size() > 20);
                    first.kill();
                    for (Future<?> caller : reporting) {
                        caller.get();
                    }
                }
            }
            assertThat(booked(world)).as("it was killed in the middle").hasSizeLessThan(PURCHASES);
            assertThat(sending(world))
                    .as("orders were in flight when it was killed")
                    .isPositive();

            try (EngineProcess second = start(world)) {
                assertThat(second.isAlive()).isTrue();
                PartnerClient partner = signIn(calls);
                IntStream.range(0, PURCHASES).forEach(purchase -> repeat(partner, purchase));
                StaffClient staff = new StaffClient(calls, SandboxFile.read(sandboxFile()));
                Eventually.holds("every payout is paid or waits for people", SETTLED_WITHIN, () -> {
                    List<Payout> payouts = staff.payouts(PARTNER);
                    return payouts.size() == PURCHASES
                            && payouts.stream().allMatch(KilledWhilePayingTest::isSettledOrUnknown);
                });

                assertBooksAgree(staff, booked(world));
            }
        }
    }

    private static List<BookLine> booked(OutsideWorld world) {
        return world.providers().book().movements().toList();
    }

    private static long sending(OutsideWorld world) {
        return JdbcClient.create(new DriverManagerDataSource(world.jdbcUrl()))
                .sql("select count(*) from payouts.attempt where state = 'SENDING'")
                .query(Long.class)
                .single();
    }

    private void assertBooksAgree(StaffClient staff, List<BookLine> book) {
        List<Payout> payouts = staff.payouts(PARTNER);
        assertThat(payouts.stream()
                        .flatMap(payout -> payout.purchases().stream())
                        .collect(Collectors.toSet()))
                .as("every acknowledged purchase has its payout, and each purchase one")
                .hasSize(PURCHASES)
                .containsAll(acknowledged.values());
        Map<String, List<BookLine>> byReference = book.stream().collect(Collectors.groupingBy(BookLine::externalId));
        Map<String, Payout> byAttempt = payouts.stream()
                .flatMap(payout -> payout.attempts().stream().map(attempt -> Map.entry(attempt.reference(), payout)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        assertThat(byAttempt.keySet())
                .as("nothing was sent without being written down first")
                .containsAll(byReference.keySet());
        for (Payout payout : payouts) {
            List<BookLine> booked = payout.attempts().stream()
                    .flatMap(attempt -> byReference.getOrDefault(attempt.reference(), List.of()).stream())
                    .toList();
            if (payout.isPaid()) {
                assertThat(booked).as("payout %s", payout).hasSize(1);
                assertThat(booked.getFirst().amount()).isEqualTo(payout.amount().longValueExact());
            } else {
                assertThat(payout.wallet()).as("only GoPaid cannot be asked").isEqualTo("GPAID");
                assertThat(booked).as("payout %s", payout).hasSizeLessThanOrEqualTo(1);
            }
        }
        assertLedgerAgrees(staff, payouts);
    }

    private static void assertLedgerAgrees(StaffClient staff, List<Payout> payouts) {
        var balance = staff.trialBalance();
        assertThat(balance.sum()).isEqualByComparingTo(BigDecimal.ZERO);
        assertThat(balance.addedUp()).isEqualByComparingTo(BigDecimal.ZERO);
        BigDecimal unpaid = payouts.stream()
                .filter(payout -> !payout.isPaid())
                .map(Payout::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(balance.of("CUSTOMER_PAYABLE", "")).isEqualByComparingTo(unpaid.negate());
    }

    private static boolean isSettledOrUnknown(Payout payout) {
        return payout.isPaid()
                || (payout.state().equals("IN_FLIGHT")
                        && payout.attempts().getLast().state().equals("UNKNOWN")
                        && payout.attempts().getLast().provider().equals("GOPAIDH2H"));
    }

    /** Reports one of this many purchases until the engine is killed. */
    private void report(PartnerClient partner, int caller) {
        for (int purchase = caller; purchase < PURCHASES; purchase += CALLERS) {
            try {
                acknowledge(purchase, partner.report(purchase(purchase)));
            } catch (NoAnswer gone) {
                return;
            }
        }
    }

    private void repeat(PartnerClient partner, int purchase) {
        String first = acknowledged.get(purchase);
        String again = acknowledge(purchase, partner.report(purchase(purchase)));
        if (first != null) {
            assertThat(again).as("a repeated purchase gets its first answer").isEqualTo(first);
        }
    }

    private String acknowledge(int purchase, Answer answer) {
        String transaction = answer.orThrow().data().path("transaction_id").asString();
        acknowledged.put(purchase, transaction);
        return transaction;
    }

    private static JsonNode purchase(int number) {
        return JsonMapper.shared()
                .createObjectNode()
                .put("quantity", 1)
                .put("amount", 100_000 + number * 100)
                .put("msisdn", "62815000" + (1_000 + number))
                .put("merchant_code", WALLETS.get(number % WALLETS.size()))
                .put("transaction_reference", "KILL-" + number);
    }

    private EngineProcess start(OutsideWorld world) throws Exception {
        Map<String, String> properties = new HashMap<>(world.engineProperties());
        properties.put("server.port", Integer.toString(port));
        properties.put("server.address", "127.0.0.1");
        properties.put("cezbek.seed", "sandbox");
        properties.put("cezbek.sandbox-file", sandboxFile().toString());
        properties.put("cezbek.security.master-key", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
        // Shorter times than in production; the order of events is the same.
        properties.put("cezbek.payouts.lease", "2s");
        properties.put("cezbek.payouts.inquiry-schedule", "1s");
        for (String provider : List.of("linksaja", "gopaid", "josvo", "middletrans", "xenit")) {
            properties.put("cezbek.providers." + provider + ".timeout", "2s");
            properties.put("cezbek.providers." + provider + ".visibility-window", "1s");
        }
        EngineProgram.Start program = EngineProgram.get();
        EngineProcess engine = EngineProcess.start(
                program.program(),
                properties,
                program.flags(),
                new EngineProcess.Place(folder, folder.resolve("engine.log")));
        assertThat(engine.awaitReady(READY_WITHIN)).as(engine.lastError()).isTrue();
        return engine;
    }

    private PartnerClient signIn(HttpCalls calls) {
        return PartnerClient.signIn(calls, SandboxFile.read(sandboxFile()).partner(PARTNER), InstantSource.system());
    }

    private Path sandboxFile() {
        return folder.resolve("sandbox.json");
    }

    private int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        return port;
    }

    private static void slowDownProviders(OutsideWorld world) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (String provider : Set.of("GOPAIDH2H", "MTRANS", "XENIT", "LSAJAH2H", "JOSVOH2H")) {
                HttpRequest request = HttpRequest.newBuilder(
                                URI.create(world.providers().url() + "/sandbox/faults/" + provider))
                        .PUT(HttpRequest.BodyPublishers.ofString("{\"latency_ms\":150,\"jitter_ms\":100,\"seed\":7}"))
                        .build();
                assertThat(http.send(request, HttpResponse.BodyHandlers.ofString())
                                .statusCode())
                        .isEqualTo(200);
            }
        }
    }
}
