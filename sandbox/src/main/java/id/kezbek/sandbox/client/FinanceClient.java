package id.kezbek.sandbox.client;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Kezbek's finance staff as clients of the API: a person with the role FINANCE, and an administrator as the second
 * person.
 */
public final class FinanceClient {

    /** The person who sends the request. */
    public enum Person {
        FINANCE,
        ADMIN,
        OPERATIONS
    }

    private static final int MAX_PAGES = 500;

    private final HttpCalls engine;
    private final SandboxFile sandbox;

    public FinanceClient(HttpCalls engine, SandboxFile sandbox) {
        this.engine = engine;
        this.sandbox = sandbox;
    }

    public Answer sendStatement(Person person, String provider, LocalDate day, byte[] file) {
        return engine.put("/api/v2/providers/" + provider + "/statements/" + day, headers(person), file, "text/csv");
    }

    public Answer get(String path) {
        return engine.get(path, headers(Person.FINANCE));
    }

    public Answer post(Person person, String path, ObjectNode body) {
        Map<String, String> headers = headers(person);
        headers.put("Idempotency-Key", UUID.randomUUID().toString());
        return engine.post(path, headers, body);
    }

    /** As the administrator, approves a proposal of the finance person. */
    public Answer approve(Answer proposed) {
        String approval = proposed.body().path("id").asString("");
        return post(Person.ADMIN, "/api/v2/approvals/" + approval + "/approve", Json.object());
    }

    /** All items of a list, read page by page. */
    public List<JsonNode> all(String path) {
        List<JsonNode> items = new ArrayList<>();
        String next = path;
        for (int page = 0; page < MAX_PAGES; page++) {
            JsonNode body = get(next).orThrow().body();
            body.path("items").forEach(items::add);
            String cursor = body.path("next_cursor").asString("");
            if (cursor.isEmpty()) {
                return items;
            }
            next = path + "&cursor=" + cursor;
        }
        throw new NoAnswer(path + " fills more than " + MAX_PAGES + " pages");
    }

    private Map<String, String> headers(Person person) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Authorization", "Bearer " + sandbox.staffToken(person.name()));
        return headers;
    }
}
