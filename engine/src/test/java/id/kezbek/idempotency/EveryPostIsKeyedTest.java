package id.kezbek.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.access.tokens.IdentityProvider;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.Call;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Each POST of v2 requires an idempotency key, except operations whose reference is the key. */
@EngineTest
class EveryPostIsKeyedTest {

    private static final String SURFACE = "/api/v2/";
    /**
     * The only exceptions: purchases and refunds, whose reference is the key; log-ins, whose caller is not known yet
     * and whose codes and tokens are accepted only once; checks of unfinished forms, which record nothing; and a test's
     * own operation.
     */
    private static final Set<String> KEYED_BY_REFERENCE = Set.of(
            "/api/v2/transactions",
            "/api/v2/transactions:batch",
            "/api/v2/transactions/{id}/refunds",
            "/api/v2/sessions",
            "/api/v2/sessions/break-glass",
            "/api/v2/sessions/challenges",
            "/api/v2/sessions/passkey-challenges",
            "/api/v2/sessions:refresh",
            "/api/v2/fees:check",
            "/api/v2/wallets:check",
            "/api/v2/rules:check",
            "/api/v2/tiers:check",
            "/api/v2/faulty");

    private static final String PARTNER = "KEYED";

    private final EngineUnderTest engine;
    private final Map<String, HandlerMethod> posts;

    EveryPostIsKeyedTest(EngineUnderTest engine, RequestMappingHandlerMapping requestMappingHandlerMapping) {
        this.engine = engine;
        this.posts = requestMappingHandlerMapping.getHandlerMethods().entrySet().stream()
                .filter(operation ->
                        operation.getKey().getMethodsCondition().getMethods().contains(RequestMethod.POST))
                .flatMap(operation -> operation.getKey().getPatternValues().stream()
                        .filter(path -> path.startsWith(SURFACE))
                        .map(path -> Map.entry(path, operation.getValue())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Test
    void refusesPostWithoutKeyOrReference() {
        assertThat(posts).containsKey("/api/v2/partners/{code}/funding/top-ups");
        posts.forEach((path, operation) -> {
            if (!KEYED_BY_REFERENCE.contains(path)) {
                assertThat(operation.hasMethodAnnotation(KeyedByReference.class))
                        .as(path)
                        .isFalse();
                Answer answer = postWithoutKey(path, operation);
                assertThat(answer.v2()).as(path).isEqualTo("400 bad-payload");
                assertThat(answer.fields()).as(path).containsExactly(KeyedCall.HEADER);
            }
        });
    }

    private Answer postWithoutKey(String path, HandlerMethod operation) {
        Allow allow = operation.getMethodAnnotation(Allow.class);
        assertThat(allow).as(path).isNotNull();
        assertThat(allow.value()).as("%s has a caller whose key it is", path).isNotEmpty();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return Call.to(engine.uri(path.replaceAll("\\{[^}]*\\}", "1")))
                    .bearer(token(allow.value()[0]))
                    .post("{}")
                    .by(client);
        }
    }

    private String token(Role role) {
        if (role.isStaff()) {
            return engine.staffToken(role);
        }
        PartnerId partner = engine.get(PartnerDirectory.class)
                .find(PARTNER)
                .orElseGet(() -> engine.partner(PARTNER).partner())
                .id();
        return engine.get(IdentityProvider.class)
                .issue(new Caller(role, "officer@example.com", partner), Duration.ofHours(1))
                .token();
    }
}
