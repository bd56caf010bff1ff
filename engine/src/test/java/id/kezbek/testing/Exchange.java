package id.kezbek.testing;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** A sent request and its response. */
public final class Exchange {

    private final String method;
    private final URI uri;
    private final Map<String, List<String>> headers;
    private final byte[] body;
    private final Answer answer;

    Exchange(String method, URI uri, Map<String, List<String>> headers, byte[] body, Answer answer) {
        this.method = method;
        this.uri = uri;
        this.headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        this.headers.putAll(headers);
        this.body = body.clone();
        this.answer = answer;
    }

    public String method() {
        return method;
    }

    public URI uri() {
        return uri;
    }

    boolean hasHeader(String name) {
        return headers.containsKey(name);
    }

    String body() {
        return new String(body, StandardCharsets.UTF_8);
    }

    int status() {
        return answer.status();
    }

    JsonNode answer() {
        return answer.body();
    }

    /** The response's content type without parameters. */
    String contentType() {
        return answer.header("content-type").replaceAll(";.*", "").strip();
    }

    boolean isAnswerEmpty() {
        return answer.http().body().isEmpty();
    }
}
