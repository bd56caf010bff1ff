package id.kezbek.platform.consul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import id.kezbek.platform.StartFailure;
import id.kezbek.sandbox.parts.FreePort;
import id.kezbek.shared.Eventually;
import id.kezbek.testing.SmallApplication;
import id.kezbek.testing.TestConsul;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;

/** Settings and services in Consul: the real one where it is to be had, else a stub of its documentation. */
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
    void whatMayChangeIsInForceAtOnceAndTheRestAtTheNextStart() {
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
        String logger = "id.kezbek.platform.consul.followed";
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
    void whileItIsAwayItsLastSettingsRuleOn() throws IOException {
        try (TestConsul mortal = TestConsul.start()) {
            mortal.put("config/away", limitAndQueue(100, "q"));
            try (ConfigurableApplicationContext engine = engine(mortal, "config/away", Map.of())) {
                ConsulWatch watch = engine.getBean(ConsulWatch.class);
                mortal.close();
                Eventually.holds(
                        "it is seen to be away",
                        () -> watch.health().getStatus().equals(Status.DOWN));
                assertThat(SmallApplication.addressCalls(engine)).isEqualTo(100);

                mortal.startAgain();
                mortal.put("config/away", limitAndQueue(500, "q"));
                Eventually.holds("it is back", () -> SmallApplication.addressCalls(engine) == 500);
                assertThat(watch.health().getStatus()).isEqualTo(Status.UP);
            }
        }
    }

    @Test
    void aProcessIsEnteredWhileItServes() throws IOException {
        HttpServer ready = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        ready.createContext("/readyz", exchange -> {
            exchange.sendResponseHeaders(200, -1);
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
            }
            assertThat(consul.services()).as("after its stop").doesNotContain(id);
        } finally {
            ready.stop(0);
        }
    }

    @Test
    void anAgentThatForgotTheEntryIsToldAgain() throws Exception {
        Consul client = new Consul(settings(Map.of()));
        try (client) {
            org.springframework.mock.env.MockEnvironment environment =
                    new org.springframework.mock.env.MockEnvironment()
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
    void aStartWithoutItsConsulEndsWithOneLine() {
        int nowhere = FreePort.choose();
        assertThatThrownBy(() -> SmallApplication.start(Map.of("cezbek.consul.url", "http://127.0.0.1:" + nowhere)))
                .isInstanceOf(StartFailure.Precondition.class)
                .hasMessageStartingWith("Consul cannot be reached at http://127.0.0.1:" + nowhere)
                .hasMessageContaining("cezbek.consul.url");
    }

    @Test
    void aStartWithUnreadableSettingsEndsWithOneLine() {
        consul.put("config/broken", "{\"cezbek\": {\"roles\": \"api\",\n  \"secret\": hunter2}");
        assertThatThrownBy(() -> engine("config/broken", false))
                .hasMessageStartingWith(
                        "Consul's config/broken cannot be used: it cannot be read as JSON from line 2 on")
                .hasMessageNotContaining("hunter2");
        consul.put("config/broken", "[1]");
        assertThatThrownBy(() -> engine("config/broken", false)).hasMessageContaining("it is no object of JSON");
    }

    @Test
    void aBadSettingOfItsOwnIsNamed() {
        assertThatThrownBy(() -> SmallApplication.start(Map.of("cezbek.consul.url", "consul:8500")))
                .satisfies(failed -> assertThat(StartFailure.explain(failed)).startsWith("cezbek.consul.url must be"));
        assertThatThrownBy(() ->
                        SmallApplication.start(Map.of("cezbek.consul.url", consul.url(), "cezbek.consul.hold", "11m")))
                .satisfies(failed -> assertThat(StartFailure.explain(failed)).startsWith("cezbek.consul.hold must be"));
    }

    @Test
    void withoutAnAddressNothingOfItExists() {
        try (ConfigurableApplicationContext engine = SmallApplication.start(Map.of())) {
            assertThat(engine.getBeanProvider(ConsulWatch.class).getIfAvailable())
                    .isNull();
            assertThat(engine.getBeanProvider(ConsulEntry.class).getIfAvailable())
                    .isNull();
            assertThat(engine.getEnvironment().getPropertySources().contains(ConsulLayer.NAME))
                    .isFalse();
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
