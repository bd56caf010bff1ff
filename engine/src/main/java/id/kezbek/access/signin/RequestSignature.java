package id.kezbek.access.signin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The data with which a partner's system logs in. The data is not verified yet.
 *
 * @param apiKey the claimed credential
 * @param code the claimed partner
 * @param unixSeconds the claimed time of signing
 * @param signature lower-case hex of the HMAC-SHA256 of {@link #message(String)} with the API secret
 */
public record RequestSignature(String apiKey, String code, long unixSeconds, String signature) {

    /**
     * The maximum difference between the partner's clock and the engine's clock; exactly this difference is accepted.
     */
    public static final Duration SKEW_MAX = Duration.ofMinutes(5);

    /** The upper-case text to sign for a request with this HTTP method, for example POST. */
    public String message(String method) {
        return (method + ":" + code + ":" + unixSeconds + ":" + apiKey).toUpperCase(Locale.ROOT);
    }

    /** Whether the signed time is close enough to the engine's time. */
    public boolean isTimely(Instant now) {
        long seconds = now.getEpochSecond();
        return unixSeconds >= seconds - SKEW_MAX.toSeconds() && unixSeconds <= seconds + SKEW_MAX.toSeconds();
    }

    /** Whether the signature equals the expected signature; compares in constant time. */
    public boolean is(byte[] expected) {
        return MessageDigest.isEqual(
                HexFormat.of().formatHex(expected).getBytes(StandardCharsets.US_ASCII),
                signature.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "RequestSignature[" + code + "]";
    }
}
