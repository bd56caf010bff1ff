package id.kezbek.testing;

import java.net.http.HttpResponse;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An answer of the engine, as a client reads it. */
public record Answer(int status, JsonNode body, HttpResponse<String> http) {

    private static final JsonMapper JSON = new JsonMapper();

    static Answer of(HttpResponse<String> http) {
        return new Answer(http.statusCode(), JSON.readTree(http.body()), http);
    }

    /** The status and the v1 code, for example {@code 401 9005}. */
    public String v1() {
        return status + " " + body.at("/meta/code").asString();
    }

    /** The status and the v2 code, for example {@code 404 not-found}. */
    public String v2() {
        return status + " " + body.at("/code").asString();
    }

    public JsonNode data() {
        return body.get("data");
    }

    /** The invalid fields. */
    public List<String> fields() {
        return body.path("errors")
                .valueStream()
                .map(error -> error.get("field").asString())
                .toList();
    }

    public String header(String name) {
        return http.headers().firstValue(name).orElse("");
    }
}
