package id.kezbek.access.web;

import id.kezbek.testing.Answer;
import id.kezbek.testing.Call;
import id.kezbek.testing.EngineUnderTest;
import java.net.http.HttpClient;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Requests about the passkeys of the person with a token. */
final class PasskeyCalls implements AutoCloseable {

    private static final AtomicInteger KEYS = new AtomicInteger();

    private final EngineUnderTest engine;
    private final HttpClient client = HttpClient.newHttpClient();

    PasskeyCalls(EngineUnderTest engine) {
        this.engine = engine;
    }

    @Override
    public void close() {
        client.close();
    }

    /** Adds a passkey; a person who already has one confirms it with that one. */
    Answer add(String token, String name, TestAuthenticator created, @Nullable TestAuthenticator confirming) {
        JsonNode asked = post(token, "/api/v2/passkeys:challenge", "").body();
        String confirmation = confirming == null ? "" : ",\"confirmation\":" + confirming.asserted(asked.get("get"));
        return post(
                token,
                "/api/v2/passkeys",
                "{\"name\":\"%s\",\"created\":%s%s}"
                        .formatted(name, created.created(asked.get("create")), confirmation));
    }

    Answer remove(String token, String id, TestAuthenticator confirming) {
        JsonNode asked = post(token, "/api/v2/passkeys:challenge", "").body();
        JsonNode options = asked.has("get") ? asked.get("get") : asked.get("create");
        return post(
                token, "/api/v2/passkeys/" + id + "/remove", "{\"confirmation\":" + confirming.asserted(options) + "}");
    }

    List<String> list(String token) {
        return get(token, "/api/v2/passkeys")
                .body()
                .get("items")
                .valueStream()
                .map(one -> one.get("name").asString())
                .toList();
    }

    Answer get(String token, String path) {
        return Call.to(engine.uri(path)).bearer(token).by(client);
    }

    Answer post(String token, String path, String body) {
        return Call.to(engine.uri(path))
                .bearer(token)
                .header("Idempotency-Key", "passkeys-" + KEYS.incrementAndGet())
                .post(body)
                .by(client);
    }
}
