package id.kezbek.journey;

import id.kezbek.openapi.description.ApiDescription;
import id.kezbek.openapi.description.Surface;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.http.MediaType;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** An operation of the API with its roles, as a line of the table of rights. */
record Operation(String method, String path, Allow allow, String contentType) {

    static final Pattern VARIABLE = Pattern.compile("\\{([a-zA-Z]+)}");
    static final String FORM = "multipart/form-data; boundary=x";

    private static final JsonNode DOCUMENT = ApiDescription.of(Surface.V2).document();

    /** The engine's operations, by path and method. */
    static List<Operation> all(RequestMappingHandlerMapping mapping) {
        return mapping.getHandlerMethods().entrySet().stream()
                .filter(entry -> isTheEngines(entry.getValue()))
                .flatMap(entry -> operations(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(Operation::path).thenComparing(Operation::method))
                .toList();
    }

    boolean admits(Role role) {
        return Arrays.asList(allow.value()).contains(role);
    }

    boolean isV1() {
        return path.startsWith("/api/v1/") || path.startsWith("/api/partner/");
    }

    boolean hasVariable() {
        return VARIABLE.matcher(path).find();
    }

    String line() {
        StringBuilder line = new StringBuilder("| " + method + " | `" + path + "` |");
        for (Role role : Role.values()) {
            line.append(allow.anyone() || admits(role) ? " yes |" : " |");
        }
        return line.append(allow.anyone() ? " yes |" : " |").toString();
    }

    @Override
    public String toString() {
        return method + " " + path;
    }

    /** A change by one member of staff that needs no second person. */
    boolean isAlone() {
        return !method.equals("GET")
                && Arrays.stream(allow.value()).anyMatch(Role::isStaff)
                && !allow.anyone()
                && !takesTwo();
    }

    /**
     * Whether the OpenAPI document says that the operation is a proposal, which takes effect after another person's
     * approval.
     */
    boolean takesTwo() {
        return DOCUMENT.path("paths")
                .path(path)
                .path(method.toLowerCase(Locale.ROOT))
                .at("/responses/202/$ref")
                .asString("")
                .equals("#/components/responses/Proposed");
    }

    private static String contentType(MediaType taken) {
        return MediaType.MULTIPART_FORM_DATA.includes(taken)
                ? FORM
                : taken.getType() + "/" + (taken.isWildcardSubtype() ? "png" : taken.getSubtype());
    }

    /** Excludes controllers of other tests. */
    private static boolean isTheEngines(HandlerMethod operation) {
        return operation
                        .getBeanType()
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath()
                        .contains("/classes")
                && operation.getBeanType().getName().startsWith("id.kezbek.")
                && operation.hasMethodAnnotation(Allow.class);
    }

    private static Stream<Operation> operations(RequestMappingInfo mapping, HandlerMethod operation) {
        Allow allow = operation.getMethodAnnotation(Allow.class);
        String contentType = mapping.getConsumesCondition().getConsumableMediaTypes().stream()
                .findFirst()
                .map(Operation::contentType)
                .orElse("application/json");
        return mapping.getPatternValues().stream()
                .filter(path -> path.startsWith("/api/"))
                .flatMap(path -> mapping.getMethodsCondition().getMethods().stream()
                        .map(method -> new Operation(method.name(), path, allow, contentType)));
    }
}
