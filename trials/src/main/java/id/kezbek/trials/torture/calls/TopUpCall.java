package id.kezbek.trials.torture.calls;

import java.time.Instant;

/**
 * A request to book a partner's payment, and its result.
 *
 * @param key the Idempotency-Key, also used as the bank reference
 * @param amount in whole rupiah
 */
public record TopUpCall(Instant at, String process, String partner, String key, long amount, Told told) {}
