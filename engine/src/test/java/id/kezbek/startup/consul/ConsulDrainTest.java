package id.kezbek.startup.consul;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.CezbekApplication;
import id.kezbek.shared.Eventually;
import id.kezbek.testing.Call;
import id.kezbek.testing.SharedWorld;
import id.kezbek.testing.TestConsul;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Consul no longer returns a process that is about to stop, while the process still serves its known callers. */
class ConsulDrainTest {

    @Test
    void deregistersBeforeItStopsServing() throws Exception {
        try (TestConsul consul = TestConsul.start();
                HttpClient client = HttpClient.newHttpClient()) {
            Map<String, Object> properties = new HashMap<>(SharedWorld.propertiesOnNewDatabase("consul_drain"));
            properties.put("server.port", "0");
            properties.put("cezbek.roles", "api");
            // Much longer than the checks below; the end of the test does not wait for it.
            properties.put("cezbek.drain", "60s");
            properties.put("cezbek.consul.url", consul.url());
            properties.put("cezbek.consul.register", "true");
            properties.put("cezbek.consul.service", "drained");
            ConfigurableApplicationContext engine = new SpringApplication(CezbekApplication.class)
                    .run(properties.entrySet().stream()
                            .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                            .toArray(String[]::new));
            String port = engine.getEnvironment().getRequiredProperty("local.server.port");
            URI ready = URI.create("http://127.0.0.1:" + port + "/readyz");
            URI ping = URI.create("http://127.0.0.1:" + port + "/api/ping");
            Eventually.holds("its entry", () -> consul.services().contains("drained-127.0.0.1-" + port));
            assertThat(Call.to(ready).statusBy(client)).isEqualTo(200);

            Thread ending = Thread.ofPlatform().start(engine::close);
            try {
                Eventually.holds("its entry is gone", () -> !consul.services().contains("drained-127.0.0.1-" + port));
                Eventually.holds("it is not ready", () -> Call.to(ready).statusBy(client) == 503);
                assertThat(Call.to(ping).statusBy(client))
                        .as("who knows it is served")
                        .isEqualTo(200);
            } finally {
                ending.interrupt();
                ending.join();
            }
        }
    }
}
