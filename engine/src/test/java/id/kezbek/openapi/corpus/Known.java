package id.kezbek.openapi.corpus;

import id.kezbek.ledger.ChartOfAccounts;
import id.kezbek.partners.Partner;
import id.kezbek.testing.Answer;
import id.kezbek.testing.ApiOperation;
import id.kezbek.testing.Call;
import id.kezbek.testing.EngineUnderTest;
import java.net.http.HttpClient;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;

/** Existing objects, so that an invalid request is not refused only because of its path. */
final class Known {

    private static final String ABSENT = "06cjzknrsrx03x4hdy1nvzjmhc";

    private final EngineUnderTest engine;
    private final AtomicLong keys = new AtomicLong();
    /** The value of a path parameter, by the beginning of the path and the parameter's name. */
    private final Map<String, String> values = new LinkedHashMap<>();

    Known(EngineUnderTest engine) {
        this.engine = engine;
    }

    void make(Partner partner, String financeToken) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            Answer proposed = Call.to(engine.uri("/api/v2/ledger/write-offs"))
                    .bearer(financeToken)
                    .header("Content-Type", "application/json")
                    .header("Idempotency-Key", freshKey())
                    .post("""
                            {"account":"SUSPENSE","amount":{"value":"1.00","currency":"IDR"},"reason":"corpus"}""")
                    .by(client);
            values.put("/api/v2/approvals/{id}", proposed.body().path("id").asString(ABSENT));
        }
        values.put(
                "/api/v2/ledger/accounts/{id}",
                Long.toString(
                        engine.get(ChartOfAccounts.class).page(0, 1).getFirst().number()));
        values.put("/api/v2/partners/{code}", partner.code());
    }

    /** The operation's path with existing objects as parameters, otherwise with the document's examples. */
    String path(ApiOperation operation) {
        String path = operation.path();
        for (Map.Entry<String, String> value : values.entrySet()) {
            String template = value.getKey();
            if (path.startsWith(template)) {
                path = path.replace(template.substring(template.indexOf('{')), value.getValue());
            }
        }
        for (JsonNode parameter : operation.parameters("path")) {
            path = path.replace(
                    "{" + parameter.path("name").asString() + "}",
                    parameter.path("example").asString("x"));
        }
        return path;
    }

    String freshKey() {
        return "corpus-" + keys.incrementAndGet();
    }
}
