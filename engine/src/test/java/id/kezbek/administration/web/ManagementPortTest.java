package id.kezbek.administration.web;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.CezbekApplication;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.GeneratedDocument;
import id.kezbek.testing.SharedWorld;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** An engine with a management port, as Prometheus scrapes it. */
class ManagementPortTest {

    private static final String SCRAPE = "/actuator/prometheus";
    private static final Pattern SERIES =
            Pattern.compile("\\b(?:cezbek|http_server|resilience4j|jvm|process|hikaricp)_[a-z0-9_]+");

    /** The labels of the scrape itself and of its targets, as in prometheus.yml. */
    private static final Pattern OF_THE_SCRAPE = Pattern.compile("[{,](?:job|instance|roles)=");

    private static ConfigurableApplicationContext engine;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    private static Path files;

    @BeforeAll
    static void start() {
        Map<String, Object> properties = new HashMap<>(SharedWorld.propertiesOnNewDatabase("management"));
        properties.put("server.port", "0");
        properties.put("management.server.port", "0");
        // Creates runs to count, and gauges of the seeded data after the first update.
        properties.put("cezbek.payouts.gauge-interval", "1s");
        properties.put("cezbek.facts.gauge-interval", "1s");
        properties.put("cezbek.jobs.scheduled", "true");
        // Uses its own audit heads, not those of the database that other tests share.
        properties.put("cezbek.files", "folder");
        properties.put("cezbek.files.folder", files.toString());
        engine = new SpringApplication(CezbekApplication.class)
                .run(properties.entrySet().stream()
                        .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                        .toArray(String[]::new));
        get("local.server.port", "/api/ping");
        Eventually.holds("every figure is there", () -> {
            String figures = scrape();
            return figures.contains("cezbek_job_runs_seconds_count{")
                    && figures.contains("cezbek_payouts_float_rupiah{")
                    && figures.contains("cezbek_facts_unread_facts{");
        });
    }

    @AfterAll
    static void stop() {
        engine.close();
        CLIENT.close();
    }

    @Test
    void figuresAreOpenThereAndOnTheLoopbackInterfaceOnly() {
        assertThat(scrape())
                .contains("cezbek_payouts_open{state=\"attention\"}", "http_server_requests_seconds_bucket{");
        assertThat(engine.getEnvironment().getProperty("management.server.address"))
                .isEqualTo("127.0.0.1");
    }

    @Test
    void figuresAreClosedOnTheEnginesOwnPort() {
        assertThat(get("local.server.port", SCRAPE).statusCode()).isEqualTo(401);
        assertThat(get("local.server.port", "/actuator/").statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/env", "/actuator/heapdump", "/actuator/loggers", "/api/v2/jobs"})
    void nothingElseIsServedThere(String path) {
        assertThat(get("local.management.port", path).statusCode()).isIn(401, 404);
    }

    @Test
    void livenessAndReadinessStandOnTheEnginesPort() {
        assertThat(get("local.server.port", "/livez").body()).contains("UP");
        assertThat(get("local.server.port", "/readyz").body()).contains("UP");
        assertThat(get("local.management.port", "/actuator/health/readiness").body())
                .contains("UP");
    }

    @Test
    void everySeriesOfTheAlertsAndDashboardsIsThere() {
        Set<String> served = SERIES.matcher(scrape())
                .results()
                .map(found -> found.group())
                .collect(Collectors.toCollection(TreeSet::new));
        for (String file : List.of("prometheus/alerts.yml", "grafana/cezbek.json")) {
            List<String> used = SERIES.matcher(OperationsFiles.read(file))
                    .results()
                    .map(found -> found.group())
                    .toList();
            assertThat(used).as(file).isNotEmpty();
            assertThat(served).as(file).containsAll(used);
        }
    }

    /** Prometheus renames a label that it sets itself, and an alert with that label never fires. */
    @Test
    void noFigureHasALabelThatPrometheusSetsItself() {
        assertThat(scrape().lines())
                .isNotEmpty()
                .noneMatch(line -> OF_THE_SCRAPE.matcher(line).find());
    }

    @Test
    void everyFigureOfOursIsListed() throws IOException {
        Map<String, Meter> ours = new TreeMap<>();
        engine.getBean(MeterRegistry.class).getMeters().stream()
                .filter(meter -> meter.getId().getName().startsWith("cezbek.")
                        || meter.getId().getName().equals("http.server.requests"))
                .forEach(meter -> ours.putIfAbsent(meter.getId().getName(), meter));
        StringBuilder page = new StringBuilder("""
                # Metrics

                The engine's own metrics, which Prometheus reads at the management port. That port also serves the
                metrics of the JVM, the database pool and the circuit breakers. [monitoring.md](monitoring.md)
                explains how to read these metrics.

                | metric | labels | kind | meaning |
                |---|---|---|---|
                """);
        ours.values().forEach(meter -> page.append(line(meter)));
        GeneratedDocument.named("metrics.md").mustBe(page.toString());
    }

    private static String line(Meter meter) {
        Meter.Id id = meter.getId();
        String unit = id.getBaseUnit();
        String name = id.getName().replace('.', '_');
        boolean isTimer = id.getType() == Meter.Type.TIMER;
        String series = isTimer ? name + "_seconds" : unit == null || name.endsWith(unit) ? name : name + "_" + unit;
        return "| `" + series + "` | "
                + id.getTags().stream().map(Tag::getKey).collect(Collectors.joining(", ")) + " | "
                + id.getType().name().toLowerCase(Locale.ROOT) + " | "
                + (id.getDescription() == null ? "" : id.getDescription()) + " |\n";
    }

    private static String scrape() {
        HttpResponse<String> answer = get("local.management.port", SCRAPE);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private static HttpResponse<String> get(String port, String path) {
        URI uri = URI.create("http://127.0.0.1:" + engine.getEnvironment().getRequiredProperty(port) + path);
        try {
            return CLIENT.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
