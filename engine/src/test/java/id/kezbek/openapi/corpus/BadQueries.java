package id.kezbek.openapi.corpus;

import id.kezbek.testing.ApiOperation;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Queries and paths that an operation must refuse. */
final class BadQueries {

    /** Already URL-encoded. */
    private static final List<String> HIDDEN = List.of(
            "%00", "A%0AB", "A%0D%0ASet-Cookie:%20x=1", "%1b", "%E2%80%AE", "%ED%A0%80", "%C3%28", "%FF", "%E2%80%A8");

    private static final List<String> NUMBERS =
            List.of("0", "-1", "1.5", "abc", "", "%20", "99999999999999999999", "1e2", "0x10", "%D9%A1");

    private static final List<String> TIMES = List.of(
            "yesterday",
            "",
            "2026-13-01T00:00:00Z",
            "2026-02-30T00:00:00Z",
            "2026-02-30",
            "2026-1-1",
            "1767225600",
            "%2B999999999-01-01T00:00:00Z",
            "2026-01-01T25:00:00Z",
            "-2026-01-01T00:00:00Z");

    private static final List<String> IDS = List.of(
            "x",
            "%00",
            "%0A",
            "..%5C..",
            "%E2%80%AE",
            "'%20or%201=1--",
            "-1",
            "9223372036854775808",
            "%F0%9F%98%80",
            "zzzzzzzzzzzzzzzzzzzzzzzzzz",
            "06CJZKNRSRX03X4HDY1NVZJMHC",
            "L".repeat(3_000),
            "%25",
            "null",
            "%3Cscript%3E");

    record Bad(String what, String text) {}

    private BadQueries() {}

    /** Queries without the question mark. */
    static List<Bad> of(ApiOperation operation) {
        List<Bad> queries = new ArrayList<>();
        queries.add(new Bad("an unknown parameter", "no_such_parameter=1"));
        queries.add(new Bad("an unknown parameter that hides", "%E2%80%AE%00=1"));
        for (JsonNode parameter : operation.parameters("query")) {
            String name = parameter.path("name").asString();
            JsonNode schema = operation.resolved(parameter.path("schema"));
            queries.add(new Bad(name + " twice", name + "=1&" + name + "=2"));
            values(schema)
                    .forEach(value -> queries.add(new Bad(
                            name + " is " + (value.length() > 60 ? value.length() + " characters" : value),
                            name + "=" + value)));
        }
        return queries;
    }

    /** Path values that identify nothing. */
    static List<String> ids() {
        return IDS;
    }

    private static Stream<String> values(JsonNode schema) {
        Stream<String> bad =
                switch (schema.path("format").asString(schema.path("type").asString(""))) {
                    case "time-or-day" -> TIMES.stream();
                    case "integer" ->
                        Stream.concat(
                                NUMBERS.stream(),
                                Stream.of(Long.toString(schema.path("maximum").asLong(0) + 1)));
                    default -> Stream.empty();
                };
        if (schema.has("enum")) {
            bad = Stream.concat(
                    bad,
                    Stream.of(
                            "NO_SUCH_WORD",
                            "",
                            encoded(schema.path("enum").get(0).asString() + " ")));
        }
        if (schema.has("maxLength")) {
            bad = Stream.concat(
                    bad,
                    Stream.of("", "%20", "R".repeat(schema.path("maxLength").asInt() + 1)));
        }
        return Stream.concat(bad, HIDDEN.stream());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
