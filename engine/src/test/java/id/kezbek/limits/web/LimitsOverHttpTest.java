package id.kezbek.limits.web;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.access.tokens.IdentityProvider;
import id.kezbek.limits.LimitSettings;
import id.kezbek.limits.permits.CallPermits;
import id.kezbek.partners.Onboarded;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.settings.Live;
import id.kezbek.shared.web.ErrorAnswers;
import id.kezbek.shared.web.connections.TrustedProxies;
import id.kezbek.testing.Answer;
import id.kezbek.testing.Call;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.Environment;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** The limits that callers see, and the refusals beyond them. */
@EngineTest
class LimitsOverHttpTest {

    private static final int CALLS_MAX = 50;
    private static int partners;

    private final EngineUnderTest engine;
    private final StaffCalls staff;
    private final HttpClient client = HttpClient.newHttpClient();

    LimitsOverHttpTest(EngineUnderTest engine) {
        this.engine = engine;
        this.staff = new StaffCalls(engine);
    }

    @AfterEach
    void turnBack() {
        engine.clock().reset();
        client.close();
        staff.close();
    }

    @Test
    void refusesPartnerAboveItsLimit() {
        Onboarded partner = limitedTo(3);
        String token = token(partner);
        Answer first = call("/api/v2/transactions", token);
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.header("RateLimit-Policy")).isEqualTo("\"partner\";q=3;w=1");
        assertThat(first.header("RateLimit")).startsWith("\"partner\";r=").contains(";t=");

        Answer refused = untilRefused("/api/v2/transactions", token);
        assertThat(refused.v2()).isEqualTo("429 too-many-requests");
        assertThat(refused.body().get("detail").asString()).contains("3 a second");
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        assertThat(refused.header("RateLimit")).isEqualTo("\"partner\";r=0;t=1");
        assertThat(engine.get(MeterRegistry.class)
                        .counter("cezbek.limits.refused", "limit", "partner")
                        .count())
                .isPositive();
        Answer refusedInV1 = untilRefused("/api/v1/cashbacks/628111111111", token);
        assertThat(refusedInV1.v1()).isEqualTo("429 9005");
        assertThat(refusedInV1.header("Retry-After")).isEqualTo("1");

        Eventually.holds(
                "it is admitted again",
                () -> call("/api/v2/transactions", token).status() == 200);
        assertThat(call("/api/v2/transactions", token(engine.partner("LIM" + ++partners)))
                        .header("RateLimit-Policy"))
                .as("others have the installation's")
                .isEqualTo("\"partner\";q=100000;w=1");
    }

    @Test
    void refusesAddressAboveLimitBeforeOtherChecks() throws Exception {
        LimitSettings settings = new LimitSettings(2_000, 5, 2, Duration.ofSeconds(10), "");
        AddressLimit limit = limit(settings);
        AtomicInteger passed = new AtomicInteger();

        MockHttpServletResponse last = new MockHttpServletResponse();
        for (int i = 0; i < CALLS_MAX && last.getStatus() != 429; i++) {
            last = pass(limit, "GET", "/api/v2/transactions", "192.0.2.77", passed);
        }
        assertThat(last.getStatus()).isEqualTo(429);
        assertThat(last.getHeader("Retry-After")).isEqualTo("1");
        assertThat(last.getHeader("RateLimit-Policy")).isEqualTo("\"address\";q=5;w=1");
        assertThat(last.getContentAsString()).contains("too-many-requests");
        assertThat(passed.get()).isBetween(5, CALLS_MAX - 1);
        assertThat(pass(limit, "GET", "/api/v2/transactions", "192.0.2.78", passed)
                        .getStatus())
                .isEqualTo(200);
        assertThat(pass(limit, "GET", "/actuator/health", "192.0.2.77", passed).getStatus())
                .isEqualTo(200);
    }

    @Test
    void logInsHaveALimitOfTheirOwn() throws Exception {
        LimitSettings settings = new LimitSettings(2_000, 1_000, 2, Duration.ofSeconds(10), "");
        AddressLimit limit = limit(settings);
        AtomicInteger passed = new AtomicInteger();
        for (String path : new String[] {"/api/v1/authorization/client", "/api/v2/sessions/challenges"}) {
            assertThat(pass(limit, "POST", path, "192.0.2.80", passed).getStatus())
                    .isEqualTo(200);
        }
        MockHttpServletResponse refused = pass(limit, "POST", "/api/v1/authorization/b2b", "192.0.2.80", passed);
        assertThat(refused.getStatus()).isEqualTo(429);
        assertThat(refused.getContentAsString()).contains("9005");
        assertThat(Integer.parseInt(refused.getHeader("Retry-After"))).isBetween(1, 31);
        assertThat(passed.get()).isEqualTo(2);
        assertThat(pass(limit, "GET", "/api/v2/transactions", "192.0.2.80", passed)
                        .getStatus())
                .isEqualTo(200);
    }

    /** The path is decoded before it is compared. */
    @Test
    void countsOtherSpellingsOfPath() throws Exception {
        for (String path : new String[] {"/%61pi/v1/authorization/otp", "/api/v1/%61uthorization/otp"}) {
            HttpRequest request = HttpRequest.newBuilder(engine.uri(path))
                    .POST(HttpRequest.BodyPublishers.ofString("{}"))
                    .build();
            HttpResponse<Void> answer = client.send(request, HttpResponse.BodyHandlers.discarding());
            assertThat(answer.statusCode()).as(path).isEqualTo(400);
            assertThat(answer.headers().firstValue("RateLimit-Policy").orElse(""))
                    .as(path)
                    .startsWith("\"sign-in\";q=");
        }
        AddressLimit limit = limit(new LimitSettings(2_000, 1_000, 1, Duration.ofSeconds(10), ""));
        AtomicInteger passed = new AtomicInteger();
        pass(limit, "POST", "/%61pi/v1/authorization/otp", "192.0.2.81", passed);
        assertThat(pass(limit, "POST", "/api/v1/%61uthorization/otp", "192.0.2.81", passed)
                        .getStatus())
                .isEqualTo(429);
        assertThat(passed.get()).isEqualTo(1);
    }

    /** On Kubernetes, Spring Boot would trust this header from every address of the cluster. */
    @Test
    void ignoresForwardedAddressByDefault() {
        assertThat(engine.get(Environment.class).getProperty("server.forward-headers-strategy"))
                .isEqualTo("none");
    }

    private AddressLimit limit(LimitSettings settings) {
        CallPermits permits = engine.get(CallPermits.class);
        RefusedCalls refused = new RefusedCalls(new SimpleMeterRegistry(), permits);
        return new AddressLimit(
                permits, Live.of(settings), new TrustedProxies(List.of()), refused, engine.get(ErrorAnswers.class));
    }

    private static MockHttpServletResponse pass(
            AddressLimit limit, String method, String path, String address, AtomicInteger passed)
            throws IOException, ServletException {
        MockHttpServletRequest request = new MockHttpServletRequest(method, path);
        request.setServletPath(URLDecoder.decode(path, StandardCharsets.UTF_8));
        request.setRemoteAddr(address);
        MockHttpServletResponse response = new MockHttpServletResponse();
        limit.doFilter(request, response, (in, out) -> passed.incrementAndGet());
        return response;
    }

    private Answer untilRefused(String path, String token) {
        Answer answer = call(path, token);
        for (int i = 0; i < CALLS_MAX && answer.status() != 429; i++) {
            answer = call(path, token);
        }
        return answer;
    }

    private Onboarded limitedTo(int callsPerSecond) {
        Onboarded partner = engine.partner("LIM" + ++partners);
        String path = "/api/v2/partners/" + partner.partner().code();
        staff.send("PATCH", path, Role.OPERATIONS, "{\"calls_per_second\":" + callsPerSecond + "}");
        return partner;
    }

    private String token(Onboarded partner) {
        Caller caller = new Caller(
                Role.PARTNER, partner.partner().code(), partner.partner().id());
        return engine.get(IdentityProvider.class)
                .issue(caller, Duration.ofHours(1))
                .token();
    }

    private Answer call(String path, String token) {
        return Call.to(engine.uri(path))
                .header("x-client-channel", "B2BCLIENT")
                .bearer(token)
                .by(client);
    }
}
