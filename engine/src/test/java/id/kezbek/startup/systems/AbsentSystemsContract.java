package id.kezbek.startup.systems;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import id.kezbek.CezbekApplication;
import id.kezbek.shared.Eventually;
import id.kezbek.testing.Passage;
import id.kezbek.testing.Passage.Way;
import id.kezbek.testing.SharedWorld;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Engines whose systems other than PostgreSQL are unavailable: from the start, or in between. Purchases continue at their
 * usual speed, health reports the missing system, and waiting work is done once, without any action. By day all systems
 * stop answering together; at night each one is unavailable alone, and in every way.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(180)
abstract class AbsentSystemsContract {

    /** The names in the health response. */
    enum Part {
        REDIS,
        QUEUE,
        FILES,
        MAIL,
        IDENTITY;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Log lines at level WARN and above, which alert people. */
    private static final class Warnings extends AppenderBase<ILoggingEvent> {
        private final Queue<String> lines = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
                lines.add(event.getLoggerName() + ": " + event.getFormattedMessage());
            }
        }
    }

    private static final int WARNINGS_MAX = 12;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<Part, Passage> passages = new EnumMap<>(Part.class);
    private final Warnings warnings = new Warnings();

    @TempDir
    static Path folder;

    private Map<String, Object> properties = Map.of();
    private ConfigurableApplicationContext engine;
    private AbsentPartner partner;

    /** The name of a database that only these tests use. */
    abstract String name();

    /** Connects the engine to the systems through passages. */
    abstract void lead(Map<String, Object> properties) throws Exception;

    /** The number of e-mails that arrived at an address. */
    abstract int mailsTo(String address);

    /** The maximum number of tries of a sent e-mail, and of its arrivals, for any outage. */
    int triesMax() {
        return 1;
    }

    /** Further checks before a part becomes unavailable. */
    void before(Part part) {}

    void whileAway(Part part, Way way, boolean isFromTheStart) {}

    void after(Part part) {}

    @BeforeAll
    void start() throws Exception {
        properties = new HashMap<>(SharedWorld.propertiesOnNewDatabase(name()));
        lead(properties);
        properties.put("cezbek.notifications.queue", SharedWorld.madeQueue(name() + "-emails"));
        properties.put("cezbek.sandbox-file", folder.resolve("sandbox.json").toString());
        properties.put("server.port", "0");
        // Shorter times than in production; the order of events is the same.
        properties.put("cezbek.systems.look-interval", "200ms");
        properties.put("cezbek.systems.patience", "1s");
        properties.put("cezbek.notifications.rest", "300ms");
        // A message that was delivered when the queue became unavailable is delivered again after this time.
        properties.put("cezbek.notifications.visibility-seconds", "3");
        properties.put("cezbek.notifications.retry-after", "2s");
        root().addAppender(warnings);
        warnings.start();
        letThrough();
        engine = startEngine();
        partner = AbsentPartner.signIn(engine, client);
    }

    @AfterAll
    void stop() throws Exception {
        engine.close();
        warnings.stop();
        root().detachAppender(warnings);
        passages.values().forEach(Passage::close);
        client.close();
    }

    @BeforeEach
    void letThrough() {
        passages.values().stream()
                .filter(passage -> passage.way() != Way.OPEN)
                .forEach(passage -> passage.become(Way.OPEN));
    }

    private static ch.qos.logback.classic.Logger root() {
        return (ch.qos.logback.classic.Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    Stream<Arguments> eachPartInEachWay() {
        return Stream.of(Way.values())
                .filter(way -> way != Way.OPEN)
                .flatMap(way -> passages.keySet().stream().map(part -> Arguments.of(part, way)));
    }

    /** A system that does not answer is the worst case. */
    @Test
    @Order(1)
    void continuesDuringOutageOfAllAndResumesAfterIt() {
        goAndComeBack(passages.keySet(), Way.SILENT);
    }

    @Tag("nightly")
    @ParameterizedTest
    @MethodSource("eachPartInEachWay")
    @Order(2)
    void continuesDuringOutageOfOneAndResumesAfterIt(Part part, Way way) {
        goAndComeBack(Set.of(part), way);
    }

    private void goAndComeBack(Set<Part> parts, Way way) {
        parts.forEach(part -> awaitHealth(part, "UP"));
        parts.forEach(this::before);
        warnings.lines.clear();
        parts.forEach(part -> passages.get(part).become(way));

        List<String> customers = partner.reportAtTheUsualPace(uri(""));
        for (Part part : parts) {
            awaitHealth(part, "DEGRADED");
            assertThat(told(part).path("details").path("what").asString()).startsWith(part.word() + " ");
            assertThat(told(part).path("details").path("meanwhile").asString()).isNotBlank();
        }
        assertServes();
        parts.forEach(part -> whileAway(part, way, false));
        if (Set.of(Part.QUEUE).equals(parts)) {
            // E-mails from events do not need the queue.
            assertEachIsWrittenToOnce(customers);
        }
        assertThat(warnings.lines)
                .as("a line or two for each, and no flood")
                .hasSizeLessThan(WARNINGS_MAX * parts.size());

        parts.forEach(part -> passages.get(part).become(Way.OPEN));
        parts.forEach(part -> awaitHealth(part, "UP"));
        assertEachIsWrittenToOnce(customers);
        parts.forEach(this::after);
    }

    /** E-mails from events find out whether the mail system is available again. */
    final void sendsWithoutQueueWhenMailIsAvailableAgain() {
        awaitHealth(Part.QUEUE, "UP");
        awaitHealth(Part.MAIL, "UP");
        passages.get(Part.QUEUE).become(Way.ABSENT);
        passages.get(Part.MAIL).become(Way.ABSENT);
        List<String> waiting = partner.reportAtTheUsualPace(uri(""));
        awaitHealth(Part.QUEUE, "DEGRADED");
        awaitHealth(Part.MAIL, "DEGRADED");

        passages.get(Part.MAIL).become(Way.OPEN);
        awaitHealth(Part.MAIL, "UP");
        CircuitBreaker mail = engine.getBean("mailCircuit", CircuitBreaker.class);
        Eventually.holds("mail may be tried", () -> mail.getState() != CircuitBreaker.State.OPEN);
        assertEachIsWrittenToOnce(partner.reportAtTheUsualPace(uri("")));

        passages.get(Part.QUEUE).become(Way.OPEN);
        assertEachIsWrittenToOnce(waiting);
    }

    Stream<Way> otherWays() {
        return Stream.of(Way.ABSENT, Way.RESETTING, Way.REFUSING, Way.SLOW);
    }

    @Tag("nightly")
    @ParameterizedTest
    @MethodSource("otherWays")
    @Order(4)
    void startsDuringOtherOutage(Way way) {
        startsWithoutAnyOfThem(way);
    }

    final void startsWithoutAnyOfThem(Way way) {
        passages.keySet().forEach(this::before);
        engine.close();
        passages.values().forEach(passage -> passage.become(way));
        warnings.lines.clear();

        engine = startEngine();
        List<String> customers = partner.reportAtTheUsualPace(uri(""));
        for (Part part : passages.keySet()) {
            awaitHealth(part, "DEGRADED");
            whileAway(part, way, true);
        }
        assertServes();
        assertThat(warnings.lines)
                .as("a line or two for each, and no flood")
                .hasSizeLessThan(WARNINGS_MAX * passages.size());

        passages.values().forEach(passage -> passage.become(Way.OPEN));
        for (Part part : passages.keySet()) {
            awaitHealth(part, "UP");
        }
        assertEachIsWrittenToOnce(customers);
        passages.keySet().forEach(this::after);
    }

    private void assertServes() {
        assertThat(get("/readyz").statusCode())
                .as("only PostgreSQL takes readiness down")
                .isEqualTo(200);
        assertThat(get("/livez").statusCode()).isEqualTo(200);
        assertThat(get("/health").statusCode()).isEqualTo(200);
        assertThat(health().path("status").asString()).isEqualTo("DEGRADED");
    }

    /** The address itself is sealed after an e-mail was sent. */
    private static final String INVOICES = """
            notifications.email e join cashback.purchase p on p.reference = e.model ->> 'reference'
            where p.email = any (?)""";

    private void assertEachIsWrittenToOnce(List<String> customers) {
        Eventually.holds(
                "every e-mail that waited is sent", Duration.ofSeconds(40), () -> sent(customers) == customers.size());
        assertThat(database()
                        .sql("select max(tries) from " + INVOICES)
                        .param(customers.toArray(String[]::new))
                        .query(Integer.class)
                        .single())
                .as("a system that is away costs no e-mail a try")
                .isLessThanOrEqualTo(triesMax());
        for (String customer : customers) {
            assertThat(mailsTo(customer)).isBetween(1, triesMax());
        }
    }

    private long sent(List<String> customers) {
        return database()
                .sql("select count(*) from " + INVOICES + " and e.state = 'SENT'")
                .param(customers.toArray(String[]::new))
                .query(Long.class)
                .single();
    }

    private JdbcClient database() {
        return engine.getBean(JdbcClient.class);
    }

    private void awaitHealth(Part part, String status) {
        Eventually.holds(
                part + " is " + status,
                () -> told(part).path("status").asString().equals(status));
    }

    private JsonNode told(Part part) {
        return health().path("components").path("systems").path("components").path(part.word());
    }

    private JsonNode health() {
        return JsonMapper.shared().readTree(get("/health").body());
    }

    private HttpResponse<String> get(String path) {
        try {
            return client.send(
                    HttpRequest.newBuilder(uri(path))
                            .timeout(Duration.ofSeconds(5))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (java.io.IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    final URI uri(String path) {
        return URI.create(
                "http://127.0.0.1:" + engine.getEnvironment().getRequiredProperty("local.server.port") + path);
    }

    private ConfigurableApplicationContext startEngine() {
        return new SpringApplication(CezbekApplication.class)
                .run(properties.entrySet().stream()
                        .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                        .toArray(String[]::new));
    }

    /** Returns the queue's name. */

    /** The port at which the engine must find a part. */
    final int lead(Part part, int port, Passage.Refusal refusal) {
        Passage passage = new Passage(port, refusal);
        passages.put(part, passage);
        return passage.port();
    }

    final ConfigurableApplicationContext engine() {
        return engine;
    }

    final HttpClient client() {
        return client;
    }
}
