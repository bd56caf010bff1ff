package id.kezbek.testing;

import id.kezbek.shared.security.Role;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One operation of a document. */
public final class ApiOperation {

    private static final JsonMapper JSON = new JsonMapper();

    private final String method;
    private final String path;
    private final ObjectNode operation;
    private final Schemas given;
    private final Schemas answered;
    private final Pattern shape;

    ApiOperation(String method, String path, ObjectNode operation, Schemas given, Schemas answered) {
        this.method = method;
        this.path = path;
        this.operation = operation;
        this.given = given;
        this.answered = answered;
        this.shape = Pattern.compile(Arrays.stream(path.split("(?=\\{)|(?<=\\})"))
                .map(part ->
                        part.startsWith("{") ? "(?<" + part.replaceAll("[{}]", "") + ">[^/]+)" : Pattern.quote(part))
                .collect(Collectors.joining()));
    }

    public String method() {
        return method;
    }

    public String path() {
        return path;
    }

    public ObjectNode tree() {
        return operation;
    }

    /** For example {@code GET /api/v2/payouts/{id}}. */
    public String name() {
        return method + " " + path;
    }

    int parameterCount() {
        return path.split("\\{", -1).length;
    }

    boolean matches(String otherMethod, String otherPath) {
        return method.equals(otherMethod) && shape.matcher(otherPath).matches();
    }

    public boolean isOpen() {
        return operation.path("security").isArray()
                && operation.path("security").isEmpty();
    }

    public boolean isExported() {
        return operation.path("x-exported").asBoolean(false);
    }

    public List<Role> roles() {
        return operation
                .path("x-roles")
                .valueStream()
                .map(role -> Role.valueOf(role.asString()))
                .toList();
    }

    /** The parameters of a kind ({@code path}, {@code query} or {@code header}), with references resolved. */
    public List<JsonNode> parameters(String in) {
        return operation
                .path("parameters")
                .valueStream()
                .map(given::resolved)
                .filter(parameter -> parameter.path("in").asString().equals(in))
                .toList();
    }

    /** The schema of the JSON body, with references resolved; missing if there is no body. */
    public JsonNode bodySchema() {
        return given.resolved(operation.at("/requestBody/content/application~1json/schema"));
    }

    /** An example of the JSON body, from the content or from its schema. */
    public JsonNode bodyExample() {
        JsonNode own = operation.at("/requestBody/content/application~1json/example");
        return own.isMissingNode() ? bodySchema().path("example") : own;
    }

    public JsonNode resolved(JsonNode node) {
        return given.resolved(node);
    }

    /** The errors of a JSON body according to the document. */
    public List<String> bodyFaults(JsonNode body) {
        return given.faults(pointer("/requestBody/content/application~1json/schema"), body);
    }

    List<String> violations(Exchange exchange) {
        List<String> violations = new ArrayList<>(answerFaults(exchange));
        if (exchange.status() < 400) {
            violations.addAll(requestFaults(exchange));
        }
        return violations;
    }

    private List<String> answerFaults(Exchange exchange) {
        String at = "/responses/" + exchange.status();
        JsonNode written = operation.at(at);
        if (written.isMissingNode()) {
            return List.of("the document declares no status " + exchange.status());
        }
        JsonNode response = answered.resolved(written);
        JsonNode content = response.path("content");
        if (content.isMissingNode()) {
            return exchange.isAnswerEmpty() ? List.of() : List.of("the document declares no content");
        }
        if (!content.has(exchange.contentType())) {
            return List.of("the document declares no content of type " + exchange.contentType());
        }
        String base = written.has("$ref") ? written.path("$ref").asString().substring(1) : pointer(at);
        return answered
                .faults(base + "/content/" + escaped(exchange.contentType()) + "/schema", exchange.answer())
                .stream()
                .map(fault -> "answer: " + fault)
                .toList();
    }

    private List<String> requestFaults(Exchange exchange) {
        List<String> faults = new ArrayList<>();
        Matcher values = shape.matcher(exchange.uri().getPath());
        if (values.matches()) {
            parameters("path")
                    .forEach(parameter ->
                            check(parameter, values.group(parameter.path("name").asString()), faults));
        }
        checkQuery(exchange.uri().getRawQuery(), faults);
        parameters("header").stream()
                .filter(parameter -> parameter.path("required").asBoolean(false))
                .filter(parameter -> !exchange.hasHeader(parameter.path("name").asString()))
                .forEach(parameter -> faults.add("taken without the header " + parameter.path("name")));
        if (!bodySchema().isMissingNode()) {
            checkBody(exchange.body(), faults);
        }
        return faults;
    }

    private void checkQuery(String query, List<String> faults) {
        if (query == null || query.isEmpty() || path.startsWith("/api/v1/") || path.startsWith("/api/partner/")) {
            // v1 ignores unknown fields.
            return;
        }
        Map<String, JsonNode> declared = parameters("query").stream()
                .collect(Collectors.toMap(parameter -> parameter.path("name").asString(), parameter -> parameter));
        for (String pair : query.split("&")) {
            String[] parts = pair.split("=", 2);
            JsonNode parameter = declared.get(URLDecoder.decode(parts[0], StandardCharsets.UTF_8));
            if (parameter == null) {
                faults.add("took the parameter " + parts[0] + ", which the document does not declare");
            } else {
                check(parameter, parts.length == 1 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8), faults);
            }
        }
    }

    private void check(JsonNode parameter, String value, List<String> faults) {
        JsonNode schema = given.resolved(parameter.path("schema"));
        JsonNode typed = schema.path("type").asString().equals("integer") && value.matches("-?[0-9]{1,9}")
                ? JSON.getNodeFactory().numberNode(Integer.parseInt(value))
                : JSON.getNodeFactory().stringNode(value);
        given.faultsOf(schema, typed)
                .forEach(fault -> faults.add("took the parameter " + parameter.path("name") + ": " + fault));
    }

    private void checkBody(String body, List<String> faults) {
        if (body.isEmpty()) {
            if (operation.at("/requestBody/required").asBoolean(false)) {
                faults.add("took no body");
            }
            return;
        }
        try {
            bodyFaults(JSON.readTree(body)).forEach(fault -> faults.add("took the body: " + fault));
        } catch (JacksonException unreadable) {
            faults.add("took a body that is no JSON");
        }
    }

    private String pointer(String inside) {
        return "/paths/" + escaped(path) + "/" + method.toLowerCase(Locale.ROOT) + inside;
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
