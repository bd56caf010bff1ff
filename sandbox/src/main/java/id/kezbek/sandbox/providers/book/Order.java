package id.kezbek.sandbox.providers.book;

import org.jspecify.annotations.Nullable;

/**
 * What a provider was asked to do.
 *
 * @param amount whole rupiah
 * @param externalId the caller's reference; only GoPaid does without
 * @param expiresAtMillis Unix milliseconds from which the order must not be carried out any more
 */
public record Order(
        Wallet wallet, String msisdn, long amount, @Nullable String externalId, long expiresAtMillis) {

    public static final long NEVER_EXPIRES = Long.MAX_VALUE;

    public static final long MIN_AMOUNT = 1;
    public static final long MAX_AMOUNT = 2_000_000;
    public static final int MAX_REFERENCE_LENGTH = 30;
}
