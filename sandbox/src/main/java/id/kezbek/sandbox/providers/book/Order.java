package id.kezbek.sandbox.providers.book;

import org.jspecify.annotations.Nullable;

/**
 * An order to a provider.
 *
 * @param amount whole rupiah
 * @param externalId the caller's reference; only GoPaid has none
 * @param expiresAtMillis Unix milliseconds; from this time the provider must not carry out the order
 */
public record Order(
        Wallet wallet, String msisdn, long amount, @Nullable String externalId, long expiresAtMillis) {

    public static final long NEVER_EXPIRES = Long.MAX_VALUE;

    public static final long MIN_AMOUNT = 1;
    public static final long MAX_AMOUNT = 2_000_000;
    public static final int MAX_REFERENCE_LENGTH = 30;
}
