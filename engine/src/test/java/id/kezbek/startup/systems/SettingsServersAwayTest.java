package id.kezbek.startup.systems;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.shared.Eventually;
import id.kezbek.shared.systems.SideSystem;
import id.kezbek.testing.Passage;
import id.kezbek.testing.Passage.Way;
import id.kezbek.testing.SmallApplication;
import id.kezbek.testing.TestConsul;
import id.kezbek.testing.TestVault;
import id.kezbek.testing.WrittenLog;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** Consul and Vault become unavailable and available in each way, and each change is logged once. */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(120)
class SettingsServersAwayTest {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int NO_PORT = 1;
    private static final String ENTRY = "cezbek-engine-127.0.0.1-" + NO_PORT;

    private static TestConsul consul;
    private static TestVault vault;

    @BeforeAll
    static void start() throws IOException {
        consul = TestConsul.start();
        consul.put("config/cezbek-engine/data", "{}");
        vault = TestVault.start();
        vault.write(Map.of("spring.mail.password", "hunter2"));
    }

    @AfterAll
    static void stop() {
        consul.close();
        vault.close();
    }

    static Stream<Arguments> eachInEachWay() {
        return Stream.of("consul", "vault")
                .flatMap(server -> Stream.of(Way.ABSENT, Way.SILENT, Way.RESETTING, Way.REFUSING)
                        .map(way -> Arguments.of(server, way)));
    }

    @ParameterizedTest
    @MethodSource("eachInEachWay")
    void logsOutageAndReturnInOneLineEach(String server, Way way, CapturedOutput log) {
        try (Passage passage = passage(server)) {
            passage.become(Way.OPEN);
            try (ConfigurableApplicationContext engine = SmallApplication.start(settings(server, passage))) {
                WatchedSystem watched = watched(engine, server);
                await(watched, Status.UP);
                Eventually.holds(
                        "it is entered, where it enters itself",
                        () -> server.equals("vault") || consul.services().contains(ENTRY));

                passage.become(way);
                await(watched, WatchedSystem.DEGRADED);
                assertThat(watched.health().getDetails().get("what").toString()).startsWith(server + " ");
                assertThat(watched.health().getDetails())
                        .containsEntry("meanwhile", "the last known settings remain in effect");
                passage.become(Way.OPEN);
                await(watched, Status.UP);

                assertThat(warnings(log, server))
                        .singleElement()
                        .asString()
                        .contains(server + " ", "; meanwhile the last known settings remain in effect");
                assertThat(lines(log, server + " is available again")).hasSize(1);
            }
        }
    }

    @Test
    void logsStartWithoutConsulAndItsReturn(CapturedOutput log) {
        try (Passage passage = passage("consul")) {
            passage.become(Way.ABSENT);
            Map<String, Object> settings = settings("consul", passage);
            settings.put("cezbek.consul.required", false);
            try (ConfigurableApplicationContext engine = SmallApplication.start(settings)) {
                WatchedSystem watched = watched(engine, "consul");
                await(watched, WatchedSystem.DEGRADED);
                assertThat(watched.health().getDetails().get("meanwhile").toString())
                        .startsWith("the settings of the other layers apply");
                passage.become(Way.OPEN);
                await(watched, Status.UP);

                assertThat(warnings(log, "consul"))
                        .singleElement()
                        .asString()
                        .contains("Consul cannot be reached", "the engine starts without its settings");
                assertThat(lines(log, "consul is available again")).hasSize(1);

                passage.become(Way.ABSENT);
                await(watched, WatchedSystem.DEGRADED);
                assertThat(lines(log, "consul is unavailable"))
                        .as("a later absence")
                        .hasSize(1);
            }
        }
    }

    private static Passage passage(String server) {
        int port =
                server.equals("consul") ? consul.url().getPort() : vault.url().getPort();
        return new Passage(port, Passage.Refusal.HTTP);
    }

    /** The engine is also registered in Consul, which must add no further message about an outage. */
    private static Map<String, Object> settings(String server, Passage passage) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("cezbek." + server + ".url", "http://127.0.0.1:" + passage.port());
        settings.put("cezbek." + server + ".timeout", "1s");
        settings.put("local.server.port", NO_PORT);
        settings.put("server.address", "127.0.0.1");
        settings.put("cezbek.consul.hold", "1s");
        settings.put("cezbek.vault.token", "root");
        settings.put("cezbek.vault.refresh", "200ms");
        return settings;
    }

    private static WatchedSystem watched(ConfigurableApplicationContext engine, String server) {
        return new WatchedSystem(engine.getBean(server, SideSystem.class), Clock.systemUTC(), PATIENCE);
    }

    private static void await(WatchedSystem watched, Status status) {
        Eventually.holds(watched.name() + " is " + status, () -> {
            watched.look();
            return watched.health().getStatus().equals(status);
        });
    }

    private static List<String> warnings(CapturedOutput log, String server) {
        return lines(log, "\"WARN\"").stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).contains(server))
                .toList();
    }

    private static List<String> lines(CapturedOutput log, String part) {
        return WrittenLog.upToNow(log)
                .lines()
                .filter(line -> line.contains(part))
                .toList();
    }
}
