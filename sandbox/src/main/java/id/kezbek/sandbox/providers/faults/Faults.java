package id.kezbek.sandbox.providers.faults;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How a provider misbehaves. Shares are of its orders, from 0 to 1; they fall on one order at most one at a time, in
 * the order written here, and what comes after their sum has reached 1 loses. Reversals, callbacks and callbacks that
 * are not true are drawn apart and come on top. Inquiries and log-ins are slowed and nothing else, so that the truth can always be asked for.
 */
public record Faults(
        @JsonProperty("latency_ms") int latencyMillis,
        @JsonProperty("jitter_ms") int jitterMillis,
        @JsonProperty("refuse") double refuse,
        @JsonProperty("error_before") double errorBefore,
        @JsonProperty("error_after") double errorAfter,
        @JsonProperty("timeout_before") double timeoutBefore,
        @JsonProperty("timeout_after") double timeoutAfter,
        @JsonProperty("reset_after") double resetAfter,
        @JsonProperty("garbled") double garbled,
        @JsonProperty("late_success") double lateSuccess,
        @JsonProperty("late_after_s") int lateAfterSeconds,
        @JsonProperty("reverse") double reverse,
        @JsonProperty("reverse_after_s") int reverseAfterSeconds,
        @JsonProperty("callback") double callback,
        @JsonProperty("false_callback") double falseCallback,
        @JsonProperty("seed") long seed) {

    static final int MAX_DELAY_MILLIS = 60_000;
    static final int MAX_LATER_SECONDS = 86_400;

    private static final int DEFAULT_LATER_SECONDS = 5;
    private static final long DEFAULT_SEED = 7;

    public static Faults none() {
        return new Faults(
                0, 0, 0, 0, 0, 0, 0, 0, 0, 0, DEFAULT_LATER_SECONDS, 0, DEFAULT_LATER_SECONDS, 0, 0, DEFAULT_SEED);
    }
}
