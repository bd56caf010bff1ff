package id.kezbek.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;

/**
 * What a partner's system shows to log in, as it came, unproven.
 *
 * @param apiKey which credential it claims
 * @param code which partner it claims to be
 * @param unixSeconds when it says it signed
 * @param signature lower-case hex of the HMAC-SHA256 of {@link #message(String)} under the API secret
 */
public record RequestSignature(String apiKey, String code, long unixSeconds, String signature) {

    /** How far the partner's clock may be from ours, either way, inclusive. */
    public static final Duration SKEW_MAX = Duration.ofMinutes(5);

    /** What is signed, for a method such as POST; letters count in upper case. */
    public String message(String method) {
        return (method + ":" + code + ":" + unixSeconds + ":" + apiKey).toUpperCase(Locale.ROOT);
    }

    /** Whether the time signed is near enough to ours. */
    public boolean isTimely(Instant now) {
        long seconds = now.getEpochSecond();
        return unixSeconds >= seconds - SKEW_MAX.toSeconds() && unixSeconds <= seconds + SKEW_MAX.toSeconds();
    }

    /** Whether the signature is this one, in a time that does not tell how much of it is right. */
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
