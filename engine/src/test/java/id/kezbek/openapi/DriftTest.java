package id.kezbek.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.idempotency.KeyedByReference;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.web.reading.Exported;
import id.kezbek.shared.web.reading.ListPage;
import id.kezbek.testing.ApiContract;
import id.kezbek.testing.ApiOperation;
import id.kezbek.testing.EngineTest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The engine and the documents have the same operations with the same roles. */
@EngineTest
class DriftTest {

    private static final String HOW =
            "an operation of the engine and one of the documents in engine/src/main/resources/openapi belong together";
    /** Pages for people, the documents themselves, and operations of tests. */
    private static final List<String> NOT_DESCRIBED = List.of(
            "/error",
            "/console",
            "/api/openapi/",
            "/api/swagger",
            "/api/metrics",
            "/api/v1/faulty",
            "/api/v2/faulty",
            "/api/v2/nobody",
            "/api/v2/test-acts");

    private final Map<String, HandlerMethod> mapped = new TreeMap<>();

    DriftTest(RequestMappingHandlerMapping requestMappingHandlerMapping) {
        requestMappingHandlerMapping
                .getHandlerMethods()
                .forEach((info, operation) -> names(info)
                        .filter(name -> NOT_DESCRIBED.stream().noneMatch(name.replaceFirst("[A-Z]+ ", "")::startsWith))
                        .forEach(name -> mapped.put(name, operation)));
    }

    @Test
    void everyOperationIsDescribedAndEveryDescribedOneIsThere() {
        assertThat(ApiContract.get().operations().stream().map(ApiOperation::name))
                .as(HOW)
                .containsExactlyInAnyOrderElementsOf(mapped.keySet());
    }

    @Test
    void documentsNamePermittedRoles() {
        assertThat(ApiContract.get().operations()).allSatisfy(described -> {
            Allow allow = mapped.get(described.name()).getMethodAnnotation(Allow.class);
            assertThat(described.isOpen()).as("%s: security", described.name()).isEqualTo(allow.anyone());
            assertThat(described.roles()).as("%s: x-roles", described.name()).containsExactlyInAnyOrder(allow.value());
        });
    }

    @Test
    void documentsOfferExportsAsCode() {
        assertThat(ApiContract.get().operations())
                .allSatisfy(described -> assertThat(described.isExported())
                        .as("%s: x-exported", described.name())
                        .isEqualTo(mapped.get(described.name()).hasMethodAnnotation(Exported.class)));
    }

    /** Providers, wallets and others are lists without pages; they are recognised by their responses. */
    @Test
    void everyListOfV2CanBeExported() {
        assertThat(mapped.entrySet().stream()
                        .filter(entry -> entry.getKey().startsWith("GET /api/v2/"))
                        .filter(entry -> ListPage.class.isAssignableFrom(
                                entry.getValue().getMethod().getReturnType()))
                        .filter(entry -> !entry.getValue().hasMethodAnnotation(Exported.class))
                        .map(Map.Entry::getKey))
                .as("give it @Exported, and x-exported in its document")
                .isEmpty();
    }

    @Test
    void documentsRequireKeysAsCode() {
        assertThat(ApiContract.get().operations()).allSatisfy(described -> {
            boolean keyed = described.method().equals("POST")
                    && described.path().startsWith("/api/v2/")
                    && !mapped.get(described.name()).hasMethodAnnotation(KeyedByReference.class);
            assertThat(described.parameters("header").stream()
                            .anyMatch(header -> header.path("name").asString().equals("Idempotency-Key")))
                    .as(described.name())
                    .isEqualTo(keyed);
        });
    }

    private static Stream<String> names(RequestMappingInfo info) {
        return info.getMethodsCondition().getMethods().stream()
                .flatMap(method -> info.getPatternValues().stream().map(path -> method + " " + path));
    }
}
