package id.kezbek.sandbox.providers;

import org.jspecify.annotations.Nullable;

/**
 * What a provider was asked to do.
 *
 * @param amount whole rupiah
 * @param externalId the caller's reference; only GoPaid does without
 * @param expiresAtMillis Unix milliseconds from which the order must not be carried out any more
 */
record Order(
        Wallet wallet, String msisdn, long amount, @Nullable String externalId, long expiresAtMillis) {

    static final long NEVER_EXPIRES = Long.MAX_VALUE;

    static final long MIN_AMOUNT = 1;
    static final long MAX_AMOUNT = 2_000_000;
    static final int MAX_REFERENCE_LENGTH = 30;
}
