package id.kezbek.startup.consul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import id.kezbek.sandbox.parts.FreePort;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.systems.SideSystem;
import id.kezbek.shared.systems.SystemAway;
import id.kezbek.startup.StartFailure;
import id.kezbek.testing.Passage;
import id.kezbek.testing.SmallApplication;
import id.kezbek.testing.TestConsul;
import id.kezbek.testing.WrittenLog;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.mock.env.MockEnvironment;

/**
 * Settings and services in Consul: the real program if it is available, otherwise a stub based on its documentation.
 */
@ExtendWith(OutputCaptureExtension.class)
class ConsulTest {

    private static final String QUEUE = "cezbek.notifications.queue";

    private static TestConsul consul;

    @BeforeAll
    static void start() throws IOException {
        consul = TestConsul.start();
    }

    @AfterAll
    static void stop() {
        consul.close();
    }

    @Test
    void liveSettingsApplyAtOnceAndOthersAtNextStart() {
        consul.put("config/live", limitAndQueue(100, "first"));
        try (ConfigurableApplicationContext engine = engine("config/live", false)) {
            assertThat(SmallApplication.addressCalls(engine)).isEqualTo(100);

            consul.put("config/live", limitAndQueue(200, "second"));
            Eventually.holds("the new limit", () -> SmallApplication.addressCalls(engine) == 200);
            assertThat(engine.getEnvironment().getProperty(QUEUE))
                    .as("not half in force")
                    .isEqualTo("first");

            consul.put("config/live", limitAndQueue(0, "third"));
            consul.put("config/live", limitAndQueue(300, "third"));
            Eventually.holds("the unusable one is passed over", () -> SmallApplication.addressCalls(engine) == 300);

            consul.put("config/live", "{ this is no JSON");
            consul.put("config/live", limitAndQueue(400, "third"));
            Eventually.holds("what cannot be read is passed over", () -> SmallApplication.addressCalls(engine) == 400);

            consul.delete("config/live");
            Eventually.holds("without it the default rules", () -> SmallApplication.addressCalls(engine) == 4_000);
        }
    }

    @Test
    void levelsOfLoggersFollow() {
        String logger = "id.kezbek.startup.consul.followed";
        consul.put("config/levels", "{}");
        try (ConfigurableApplicationContext engine = engine("config/levels", false)) {
            assertThat(LoggerFactory.getLogger(logger).isDebugEnabled()).isFalse();
            consul.put("config/levels", "{\"logging\": {\"level\": {\"" + logger + "\": \"debug\"}}}");
            Eventually.holds("debug", () -> LoggerFactory.getLogger(logger).isDebugEnabled());
            consul.put("config/levels", "{}");
            Eventually.holds("as before", () -> !LoggerFactory.getLogger(logger).isDebugEnabled());
        }
    }

    @Test
    void keepsLastSettingsWhileUnavailable() throws IOException {
        try (TestConsul mortal = TestConsul.start()) {
            mortal.put("config/away", limitAndQueue(100, "q"));
            try (ConfigurableApplicationContext engine = engine(mortal, "config/away", Map.of())) {
                SideSystem watched = engine.getBean("consul", SideSystem.class);
                mortal.close();
                Eventually.holds("it is seen to be away", () -> isAway(watched));
                assertThat(watched.withoutIt()).isEqualTo("the last known settings remain in effect");
                assertThat(SmallApplication.addressCalls(engine)).isEqualTo(100);

                mortal.startAgain();
                mortal.put("config/away", limitAndQueue(500, "q"));
                Eventually.holds("its new settings rule", () -> SmallApplication.addressCalls(engine) == 500);
                // Logged after the whole change is in force.
                Eventually.holds("it is seen to be back", () -> !isAway(watched));
            }
        }
    }

    @Test
    void isRegisteredWhileItServes() throws IOException {
        AtomicInteger readiness = new AtomicInteger(200);
        HttpServer ready = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        ready.createContext("/readyz", exchange -> {
            exchange.sendResponseHeaders(readiness.get(), -1);
            exchange.close();
        });
        ready.start();
        int port = ready.getAddress().getPort();
        String id = "cezbek-test-127.0.0.1-" + port;
        try {
            Map<String, Object> settings = Map.of(
                    "local.server.port", port,
                    "server.address", "127.0.0.1",
                    "cezbek.roles", "api,job",
                    "cezbek.consul.service", "cezbek-test",
                    "cezbek.consul.register", true,
                    "cezbek.consul.check-interval", "1s");
            ConfigurableApplicationContext engine = engine(consul, "config/entered", settings);
            try (engine) {
                Eventually.holds("its entry", () -> consul.services().contains(id));
                assertThat(consul.services()).contains("\"api\"", "\"job\"");
                Eventually.holds("its check passes", () -> consul.checks().contains("passing"));
                readiness.set(503);
                Eventually.holds(
                        "one that is not ready is not offered",
                        () -> consul.checks().contains("critical"));
            }
            assertThat(consul.services()).as("after its stop").doesNotContain(id);
        } finally {
            ready.stop(0);
        }
    }

    @Test
    void replacesEntryOfDeadProcess() {
        MockEnvironment before = new MockEnvironment()
                .withProperty("local.server.port", "2")
                .withProperty("server.address", "127.0.0.1")
                .withProperty("cezbek.roles", "analytics");
        MockEnvironment after = new MockEnvironment()
                .withProperty("local.server.port", "2")
                .withProperty("server.address", "127.0.0.1")
                .withProperty("cezbek.roles", "job");
        ConsulSettings settings = settings(Map.of("cezbek.consul.service", "replaced"));
        try (Consul client = new Consul(settings)) {
            new ConsulEntry(client, settings, before).enterWhereMissing();
            assertThat(consul.services()).contains("replaced-127.0.0.1-2", "\"analytics\"");
            ConsulEntry entry = new ConsulEntry(client, settings, after);
            entry.enterWhereMissing();
            assertThat(consul.services()).contains("replaced-127.0.0.1-2").doesNotContain("\"analytics\"");
            entry.stop();
        }
    }

    @Test
    void registersAgainAtRestartedAgent() throws Exception {
        Consul client = new Consul(settings(Map.of()));
        try (client) {
            MockEnvironment environment = new MockEnvironment()
                    .withProperty("local.server.port", "1")
                    .withProperty("server.address", "127.0.0.1");
            ConsulEntry entry = new ConsulEntry(client, settings(Map.of()), environment);
            entry.enterWhereMissing();
            assertThat(consul.services()).contains("cezbek-engine-127.0.0.1-1");
            consul.forget("cezbek-engine-127.0.0.1-1");
            entry.enterWhereMissing();
            assertThat(consul.services()).contains("cezbek-engine-127.0.0.1-1");
            entry.stop();
            assertThat(consul.services()).doesNotContain("cezbek-engine-127.0.0.1-1");
        }
    }

    @Test
    void startWithoutConsulFailsWithOneLine() {
        int nowhere = FreePort.choose();
        assertThatThrownBy(() -> SmallApplication.start(Map.of("cezbek.consul.url", "http://127.0.0.1:" + nowhere)))
                .isInstanceOf(StartFailure.Precondition.class)
                .hasMessageStartingWith("Consul cannot be reached at http://127.0.0.1:" + nowhere)
                .hasMessageContaining("cezbek.consul.url")
                .hasMessageContaining("cezbek.consul.required=false");
    }

    /** Consul runs all the time but is unreachable at first, as in an incident in which a node restarts. */
    @ParameterizedTest
    @EnumSource(
            value = Passage.Way.class,
            names = {"ABSENT", "SILENT", "REFUSING"})
    void optionalConsulIsReadLater(Passage.Way way, CapturedOutput log) {
        String path = "config/late-" + way;
        consul.put(path, limitAndQueue(700, "by-consul"));
        try (Passage passage = new Passage(consul.url().getPort(), Passage.Refusal.HTTP)) {
            passage.become(way);
            Map<String, Object> settings = new HashMap<>();
            settings.put("cezbek.consul.url", "http://127.0.0.1:" + passage.port());
            settings.put("cezbek.consul.path", path);
            settings.put("cezbek.consul.required", false);
            settings.put("cezbek.consul.timeout", "1s");
            settings.put("cezbek.consul.service", "cezbek-" + way);
            settings.put("local.server.port", 1);
            settings.put("server.address", "127.0.0.1");
            try (ConfigurableApplicationContext engine = SmallApplication.start(settings)) {
                SideSystem watched = engine.getBean("consul", SideSystem.class);
                assertThat(SmallApplication.addressCalls(engine)).isEqualTo(4_000);
                assertThat(engine.getEnvironment().getProperty(QUEUE))
                        .as("the layers below")
                        .isEqualTo("cezbek-emails");
                assertThat(isAway(watched)).isTrue();
                assertThat(watched.withoutIt()).startsWith("the settings of the other layers apply");
                assertThat(WrittenLog.upToNow(log)
                                .lines()
                                .filter(line -> line.contains("the engine starts without its settings")))
                        .singleElement()
                        .asString()
                        .contains("WARN", "Consul ");

                passage.become(Passage.Way.OPEN);
                Eventually.holds("its limit", () -> SmallApplication.addressCalls(engine) == 700);
                Eventually.holds("it is there", () -> !isAway(watched));
                assertThat(engine.getEnvironment().getProperty(QUEUE))
                        .as("not half in force")
                        .isEqualTo("cezbek-emails");
                assertThat(WrittenLog.upToNow(log))
                        .contains(
                                "Consul " + path + " is available now; these take effect at the next start: " + QUEUE);
                engine.getBean(ConsulEntry.class).enterWhereMissing();
                assertThat(consul.services()).contains("cezbek-" + way + "-127.0.0.1-1");
            }
        }
    }

    @Test
    void optionalInvalidSettingsAreReadAfterCorrection() {
        consul.put("config/mended", "{ this is no JSON");
        Map<String, Object> settings = Map.of("cezbek.consul.required", false);
        try (ConfigurableApplicationContext engine = engine(consul, "config/mended", settings)) {
            SideSystem watched = engine.getBean("consul", SideSystem.class);
            assertThat(isAway(watched)).isTrue();
            consul.put("config/mended", limitAndQueue(800, "q"));
            Eventually.holds("its limit", () -> SmallApplication.addressCalls(engine) == 800);
            consul.put("config/mended", "{ this is no JSON");
            Eventually.holds("people see that it is broken", () -> isAway(watched));
            assertThat(SmallApplication.addressCalls(engine)).isEqualTo(800);
        }
    }

    @Test
    void reportsMissingRightOfTokenOnce(CapturedOutput log) throws Exception {
        try (TestConsul guarded = TestConsul.guarded();
                Consul client = new Consul(settings(
                        Map.of("cezbek.consul.url", guarded.url(), "cezbek.consul.token", guarded.reader())))) {
            MockEnvironment environment = new MockEnvironment()
                    .withProperty("local.server.port", "1")
                    .withProperty("server.address", "127.0.0.1");
            ConsulEntry entry =
                    new ConsulEntry(client, settings(Map.of("cezbek.consul.service", "shut-out")), environment);
            entry.enterWhereMissing();
            entry.enterWhereMissing();
            assertThat(guarded.services()).doesNotContain("shut-out");
            assertThat(WrittenLog.upToNow(log).lines().filter(line -> line.contains("shut-out")))
                    .singleElement()
                    .asString()
                    .contains("WARN", "cezbek.consul.token lacks a right", "service ", "policy = ", "write");
        }
    }

    /**
     * The thread that follows the settings warns about an agent that refuses everything. An existing registration
     * needs no second warning.
     */
    @Test
    void distinguishesRefusedReadFromMissingEntry(CapturedOutput log) {
        try (Passage passage = new Passage(consul.url().getPort(), Passage.Refusal.HTTP);
                Consul client =
                        new Consul(settings(Map.of("cezbek.consul.url", "http://127.0.0.1:" + passage.port())))) {
            passage.become(Passage.Way.OPEN);
            MockEnvironment environment = new MockEnvironment()
                    .withProperty("local.server.port", "3")
                    .withProperty("server.address", "127.0.0.1");
            ConsulEntry entry =
                    new ConsulEntry(client, settings(Map.of("cezbek.consul.service", "looked-after")), environment);
            entry.enterWhereMissing();
            passage.become(Passage.Way.REFUSING);
            entry.enterWhereMissing();
            entry.enterWhereMissing();

            assertThat(consul.services()).contains("looked-after-127.0.0.1-3");
            String told = WrittenLog.upToNow(log);
            assertThat(told).doesNotContain("Consul registration failed");
            assertThat(told.lines().filter(line -> line.contains("looked-after") && !line.contains("Registered in")))
                    .singleElement()
                    .asString()
                    .contains("INFO", "Consul registration could not be verified");

            passage.become(Passage.Way.OPEN);
            consul.forget("looked-after-127.0.0.1-3");
            entry.enterWhereMissing();
            assertThat(consul.services()).contains("looked-after-127.0.0.1-3");
            entry.stop();
        }
    }

    @Test
    void unreadableSettingsStopStartWithOneLine() {
        consul.put("config/broken", "{\"cezbek\": {\"roles\": \"api\",\n  \"secret\": hunter2}");
        assertThatThrownBy(() -> engine("config/broken", false))
                .hasMessageStartingWith("Consul's config/broken cannot be used: it is not valid JSON from line 2 on")
                .hasMessageNotContaining("hunter2");
        consul.put("config/broken", "[1]");
        assertThatThrownBy(() -> engine("config/broken", false)).hasMessageContaining("it is not a JSON object");
    }

    @Test
    void namesInvalidSettingOfConsul() {
        assertThatThrownBy(() -> SmallApplication.start(Map.of("cezbek.consul.url", "consul:8500")))
                .satisfies(failed -> assertThat(StartFailure.explain(failed)).startsWith("cezbek.consul.url must be"));
        assertThatThrownBy(() ->
                        SmallApplication.start(Map.of("cezbek.consul.url", "http://engine:hunter2@127.0.0.1:8500")))
                .satisfies(failed -> assertThat(StartFailure.explain(failed))
                        .startsWith("cezbek.consul.url must not contain a user")
                        .doesNotContain("hunter2"));
        assertThatThrownBy(() ->
                        SmallApplication.start(Map.of("cezbek.consul.url", consul.url(), "cezbek.consul.hold", "11m")))
                .satisfies(failed -> assertThat(StartFailure.explain(failed)).startsWith("cezbek.consul.hold must be"));
    }

    @Test
    void withoutAnAddressNothingOfItExists() {
        try (ConfigurableApplicationContext engine = SmallApplication.start(Map.of())) {
            assertThat(engine.containsBean("consul")).isFalse();
            assertThat(engine.getBeanProvider(ConsulEntry.class).getIfAvailable())
                    .isNull();
            assertThat(engine.getEnvironment().getPropertySources().contains(ConsulLayer.NAME))
                    .isFalse();
        }
    }

    private static boolean isAway(SideSystem system) {
        try {
            system.ask();
            return false;
        } catch (SystemAway away) {
            return true;
        }
    }

    private static ConsulSettings settings(Map<String, Object> different) {
        Map<String, Object> values =
                new HashMap<>(Map.of("cezbek.consul.url", consul.url().toString()));
        values.putAll(different);
        return new org.springframework.boot.context.properties.bind.Binder(
                        new org.springframework.boot.context.properties.source.MapConfigurationPropertySource(values))
                .bind(ConsulSettings.PREFIX, ConsulSettings.class)
                .get();
    }

    private static String limitAndQueue(int calls, String queue) {
        return "{\"cezbek\": {\"limits\": {\"address-calls-per-second\": " + calls
                + "}, \"notifications\": {\"queue\": \"" + queue + "\"}}}";
    }

    private static ConfigurableApplicationContext engine(String path, boolean isEntered) {
        return engine(consul, path, Map.of("cezbek.consul.register", isEntered));
    }

    private static ConfigurableApplicationContext engine(TestConsul server, String path, Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("cezbek.consul.url", server.url());
        settings.put("cezbek.consul.path", path);
        settings.put("cezbek.consul.register", false);
        settings.putAll(more);
        return SmallApplication.start(settings);
    }
}
