package id.kezbek.sandbox.providers.faults;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The faults of a provider. Each share is the fraction of orders with this fault, from 0 to 1. An order has at most one
 * of the faults from {@code refuse} to {@code late_success}; if the sum of these shares exceeds 1, the later faults in
 * this order occur less often. Reversals, callbacks and false callbacks are drawn separately and can occur in addition.
 * Inquiries and log-ins can be slow but never fail, so that a caller can always read the true result.
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
