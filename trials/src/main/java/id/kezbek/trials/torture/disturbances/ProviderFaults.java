package id.kezbek.trials.torture.disturbances;

import id.kezbek.sandbox.client.HttpCalls;
import id.kezbek.sandbox.client.Json;
import id.kezbek.trials.torture.calls.Seeds;
import id.kezbek.trials.torture.checks.Evidence;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The faults of the five providers during a run: rare faults of every kind, with a separate seed for each provider. */
public final class ProviderFaults {

    /**
     * The shortest possible delay. This delay is shorter than the visibility window. So if a provider denies an order
     * that it pays later, the engine does not trust the denial.
     */
    static final int LATE_AFTER_SECONDS = 1;

    private static final List<String> PROVIDERS = List.of("LSAJAH2H", "GOPAIDH2H", "JOSVOH2H", "MTRANS", "XENIT");

    private ProviderFaults() {}

    public static void begin(HttpCalls providers, long seed) {
        PROVIDERS.forEach(provider -> put(providers, provider, misbehaving(provider, Seeds.number(seed, provider))));
    }

    public static void end(HttpCalls providers) {
        PROVIDERS.forEach(provider -> put(providers, provider, Json.object()));
    }

    private static JsonNode misbehaving(String provider, long seed) {
        return Json.object()
                .put("latency_ms", 60)
                .put("jitter_ms", 50)
                .put("refuse", 0.03)
                .put("error_before", 0.03)
                .put("error_after", 0.03)
                .put("timeout_before", 0.01)
                .put("timeout_after", 0.01)
                .put("reset_after", 0.02)
                .put("garbled", 0.02)
                .put("late_success", 0.03)
                .put("late_after_s", LATE_AFTER_SECONDS)
                // GoPaid stores no references, so it cannot report which payment it reversed; only its statement shows
                // the reversal.
                .put("reverse", provider.equals(Evidence.WITHOUT_INQUIRY) ? 0.0 : 0.02)
                .put("reverse_after_s", 2)
                .put("callback", 0.4)
                .put("false_callback", 0.05)
                .put("seed", seed & Integer.MAX_VALUE);
    }

    private static void put(HttpCalls providers, String provider, JsonNode faults) {
        providers.put("/sandbox/faults/" + provider, Map.of(), faults).orThrow();
    }
}
