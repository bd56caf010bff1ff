package id.kezbek.sandbox.providers.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request, independent of the server that received it. */
public record Call(String method, String path, Map<String, String> query, Headers headers, String body) {

    private static final int MAX_QUERY_PARAMETERS = 20;

    /** The value of a header; the name may be in any case. */
    public @FunctionalInterface interface Headers {
        @Nullable
        String value(String name);
    }

    /** Splits the target of a request line into path and query. */
    public static Call of(String method, String target, Headers headers, String body) {
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        String query = mark < 0 ? "" : target.substring(mark + 1);
        return new Call(method, path, parameters(query), headers, body);
    }

    public boolean is(String wantedMethod, String wantedPath) {
        return method.equals(wantedMethod) && path.equals(wantedPath);
    }

    /** The path after the prefix, decoded, or null if the path has another prefix. */
    public @Nullable String segmentAfter(String prefix) {
        if (!path.startsWith(prefix) || path.length() == prefix.length()) {
            return null;
        }
        String segment = path.substring(prefix.length());
        return segment.indexOf('/') >= 0 ? null : decoded("path", segment.replace("+", "%2B"));
    }

    public @Nullable String parameter(String name) {
        return query.get(name);
    }

    public @Nullable String header(String name) {
        return headers.value(name);
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : query.split("&", MAX_QUERY_PARAMETERS)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(
                        decoded("query", pair.substring(0, equals)), decoded("query", pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static String decoded(String field, String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new BadField(field, "is not well encoded");
        }
    }
}
