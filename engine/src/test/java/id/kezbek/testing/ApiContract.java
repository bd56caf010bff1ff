package id.kezbek.testing;

import id.kezbek.openapi.description.ApiDescription;
import id.kezbek.openapi.description.Surface;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Compares every request of a test with the OpenAPI documents. Each response must be declared to the field, and the
 * document must allow every request that the engine accepted.
 */
public final class ApiContract {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    /** The paths of the surfaces. Other paths do not belong to the API. */
    private static final List<String> PLACES =
            List.of("/api/v1/", "/api/v2/", "/api/partner/", "/api/callbacks/", "/api/ping");

    /** Operations of tests. */
    private static final List<String> TESTS_OWN =
            List.of("/api/v1/faulty", "/api/v2/faulty", "/api/v2/nobody", "/api/v2/test-acts/");

    private static final class Holder {
        static final ApiContract CONTRACT = new ApiContract(Arrays.stream(Surface.values())
                .flatMap(surface -> operations(ApiDescription.of(surface).document()))
                .sorted(Comparator.comparing(ApiOperation::parameterCount)
                        .thenComparing(operation -> -operation.path().length()))
                .toList());
    }

    private final List<ApiOperation> operations;

    private ApiContract(List<ApiOperation> operations) {
        this.operations = operations;
    }

    public static ApiContract get() {
        return Holder.CONTRACT;
    }

    private static Stream<ApiOperation> operations(ObjectNode document) {
        Schemas given = Schemas.asWritten(document);
        Schemas answered = Schemas.closed(document);
        return document.path("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .filter(method -> METHODS.contains(method.getKey()))
                        .map(method -> new ApiOperation(
                                method.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                (ObjectNode) method.getValue(),
                                given,
                                answered)));
    }

    public List<ApiOperation> operations() {
        return operations;
    }

    /**
     * @throws AssertionError if the request or its response differs from the document
     */
    void check(Exchange exchange) {
        List<String> violations = violations(exchange);
        if (!violations.isEmpty()) {
            throw new AssertionError("The OpenAPI document and the engine differ at " + exchange.method() + " "
                    + exchange.uri().getRawPath() + ", answered " + exchange.status() + " " + exchange.answer() + ": "
                    + String.join("; ", violations)
                    + ". Mend the document (engine/src/main/resources/openapi) or the engine.");
        }
    }

    public List<String> violations(Exchange exchange) {
        String path = exchange.uri().getPath();
        if (PLACES.stream().noneMatch(path::startsWith) || exchange.method().equals("OPTIONS")) {
            return List.of();
        }
        Optional<ApiOperation> operation = find(exchange.method(), path);
        // A process without the role api has no operations and accepts no log-in.
        boolean isElsewhere = exchange.status() == 401
                && operation.filter(ApiOperation::isOpen).isPresent()
                && isRefusal(path, exchange.answer());
        if (operation.isPresent() && !isElsewhere) {
            return operation.get().violations(exchange);
        }
        if (TESTS_OWN.stream().anyMatch(path::startsWith)) {
            return List.of();
        }
        List<String> violations = new ArrayList<>();
        if (exchange.status() < 400) {
            violations.add("the document has no such operation");
        } else if (!isRefusal(path, exchange.answer())) {
            violations.add("the answer is not the surface's shape of a refusal");
        }
        return violations;
    }

    public Optional<ApiOperation> find(String method, String path) {
        return operations.stream()
                .filter(operation -> operation.matches(method, path))
                .findFirst();
    }

    private static boolean isRefusal(String rawPath, JsonNode answer) {
        String path = rawPath.replaceFirst(";.*", "");
        boolean v1 = path.startsWith("/api/v1/") || path.startsWith("/api/partner/") || path.equals("/api/ping");
        return v1
                ? answer.at("/meta/code").isString() && !answer.has("data")
                : answer.path("code").isString() && answer.path("status").isInt();
    }
}
