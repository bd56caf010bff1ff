package id.kezbek.trials.torture.calls;

import java.time.Instant;

/**
 * One call that books a partner's money and what its caller was told.
 *
 * @param key the Idempotency-Key, and the bank's reference
 * @param amount whole rupiah
 */
public record TopUpCall(Instant at, String process, String partner, String key, long amount, Told told) {}
