package id.kezbek.administration.web;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.access.tokens.IdentityProvider;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.CallTimes;
import id.kezbek.testing.Answer;
import id.kezbek.testing.Call;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import id.kezbek.testing.TestPartners;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@EngineTest
class MonitoringOverHttpTest {

    private static final String FIGURES = "/api/metrics.json";

    private final EngineUnderTest engine;
    private final TestPartners partners;
    private final StaffCalls staff;
    private final HttpClient client = HttpClient.newHttpClient();

    MonitoringOverHttpTest(EngineUnderTest engine, TestPartners partners) {
        this.engine = engine;
        this.partners = partners;
        this.staff = new StaffCalls(engine);
    }

    @AfterEach
    void close() {
        staff.close();
        client.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/metrics", "/api/metrics/page.css", "/api/metrics/page.js"})
    void pageNeedsNoTokenAndLoadsNoOtherHost(String path) throws IOException, InterruptedException {
        HttpResponse<String> page =
                client.send(HttpRequest.newBuilder(engine.uri(path)).build(), HttpResponse.BodyHandlers.ofString());

        assertThat(page.statusCode()).isEqualTo(200);
        // The namespace of SVG images is a name and not an address.
        assertThat(page.body().replace("http://www.w3.org/2000/svg", ""))
                .doesNotContain("http://", "https://", "//cdn");
        if (path.equals("/api/metrics")) {
            assertThat(page.body()).contains("href=\"/console/processes\"");
            assertThat(page.headers().firstValue("content-type")).contains("text/html;charset=UTF-8");
            assertThat(page.headers().firstValue("content-security-policy").orElse(""))
                    .startsWith("default-src 'none'")
                    .doesNotContain("unsafe");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"ADMIN", "OPERATIONS", "FINANCE", "AUDITOR"})
    void staffSeeTheFigures(Role role) {
        Answer figures = staff.get(FIGURES, role);
        assertThat(figures.status()).isEqualTo(200);
        JsonNode process = figures.body().get("process");
        assertThat(process.get("uptime_seconds").asLong()).isPositive();
        assertThat(process.at("/memory/heap_used_bytes").asLong()).isPositive();
        assertThat(process.get("threads").asInt()).isPositive();
        assertThat(process.get("cpu").asDouble()).isBetween(0.0, 1.0);
        assertThat(process.at("/connections/max").asInt()).isPositive();
        JsonNode all = figures.body().get("engine");
        assertThat(all.get("payouts").propertyNames()).containsExactly("HELD", "PENDING", "IN_FLIGHT", "ATTENTION");
        assertThat(all.get("providers")).hasSize(5);
        assertThat(all.at("/emails/queue/dead").isNumber()).isTrue();
        assertThat(all.get("jobs").valueStream().map(job -> job.get("name").asString()))
                .contains("verify-audit", "forget-expired");
    }

    @Test
    void refusesOtherRoles() {
        assertThat(Call.to(engine.uri(FIGURES)).by(client).v2()).isEqualTo("401 unauthorized");
        for (Role role : List.of(Role.PARTNER, Role.OFFICER)) {
            Caller caller = new Caller(role, "somebody", partners.postpaid());
            String token = engine.get(IdentityProvider.class)
                    .issue(caller, Duration.ofHours(1))
                    .token();
            assertThat(Call.to(engine.uri(FIGURES)).bearer(token).by(client).v2())
                    .isEqualTo("403 forbidden");
        }
    }

    @Test
    void countsAndTimesRequests() {
        for (int call = 0; call < 20; call++) {
            assertThat(Call.to(engine.uri("/api/ping")).by(client).status()).isEqualTo(200);
        }
        JsonNode ping = staff.get(FIGURES, Role.OPERATIONS)
                .body()
                .at("/process/requests/calls")
                .valueStream()
                .filter(call -> call.get("call").asString().equals("GET /api/ping"))
                .findFirst()
                .orElseThrow();
        assertThat(ping.get("total").asLong()).isGreaterThanOrEqualTo(20);
        assertThat(ping.get("per_second").asDouble()).isPositive();
        assertThat(ping.get("p50_ms").asDouble()).isPositive();
        assertThat(ping.get("p99_ms").asDouble())
                .isGreaterThanOrEqualTo(ping.get("p50_ms").asDouble());
        assertThat(ping.get("errors_per_second").asDouble()).isZero();
    }

    @Test
    void countsCallsOfMoreThanAHundredOperations() {
        MeterRegistry meters = engine.get(MeterRegistry.class);
        List<Timer> timers = IntStream.range(0, 150)
                .mapToObj(n -> Timer.builder(CallTimes.TIMER)
                        .tags("method", "GET", "uri", "/test/" + n, "status", "200")
                        .register(meters))
                .toList();
        assertThat(timers)
                .allSatisfy(timer ->
                        assertThat(meters.find(CallTimes.TIMER).timers()).contains(timer));
        timers.forEach(meters::remove);
    }

    @Test
    void refusesParameters() {
        assertThat(staff.get(FIGURES + "?process=2", Role.OPERATIONS).fields()).containsExactly("process");
    }
}
