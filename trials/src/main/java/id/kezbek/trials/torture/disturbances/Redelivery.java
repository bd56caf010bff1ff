package id.kezbek.trials.torture.disturbances;

import id.kezbek.sandbox.client.HttpCalls;
import id.kezbek.sandbox.client.Json;
import id.kezbek.sandbox.client.ProviderBook;
import id.kezbek.trials.torture.checks.Evidence;
import id.kezbek.trials.torture.fleet.EngineRows;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Repeats callbacks that the engine missed during a disturbance. Until the statement arrives, a provider can report a
 * reversal only by callback. So at the end of a run, the provider repeats the missed callbacks, as real providers do.
 */
public final class Redelivery {

    private static final Map<String, String> CONFIGURED_AS = Map.of(
            "LSAJAH2H", "linksaja",
            "GOPAIDH2H", "gopaid",
            "JOSVOH2H", "josvo",
            "MTRANS", "middletrans",
            "XENIT", "xenit");

    private final HttpCalls engine;
    private final Map<String, String> engineProperties;

    /**
     * @param engineProperties contain the secrets with which the providers sign
     */
    public Redelivery(HttpCalls engine, Map<String, String> engineProperties) {
        this.engine = engine;
        this.engineProperties = Map.copyOf(engineProperties);
    }

    /**
     * @return the number of reversals that the engine has not recorded
     */
    public int tellOfReversals(Evidence evidence) {
        Evidence.Index index = evidence.index();
        List<EngineRows.Attempt> unheard = evidence.rows().attempts().stream()
                .filter(attempt -> attempt.state().equals("SUCCEEDED"))
                .filter(attempt -> index.booked(attempt).stream()
                        .map(ProviderBook.Entry::amount)
                        .anyMatch(amount -> amount.signum() < 0))
                .toList();
        unheard.forEach(attempt -> tell(attempt.provider(), index.reference(attempt), attempt.amount()));
        return unheard.size();
    }

    private void tell(String provider, String reference, BigDecimal amount) {
        // The client sends exactly the signed bytes, because it always writes a tree in the same way.
        var body = Json.object()
                .put("external_id", reference)
                .put("status", "FAILED")
                .put("amount", amount.longValueExact())
                .put("at", Instant.now().toString());
        engine.post(
                "/api/callbacks/" + provider,
                Map.of("X-Signature", signature(provider, body.toString().getBytes(StandardCharsets.UTF_8))),
                body);
    }

    private String signature(String provider, byte[] body) {
        String secret = engineProperties.getOrDefault(
                "cezbek.providers." + CONFIGURED_AS.get(provider) + ".callback-secret", "");
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException never) {
            throw new IllegalStateException("This Java runtime has no HmacSHA256", never);
        }
    }
}
