package id.kezbek.lambda;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * That the engine itself asked for a user: an HMAC over who it shall be, what he may do and when that was asked. It
 * stands in the client metadata of the call; docs/lambda.md shows it with an example.
 */
final class SignUpProof {

    /** Unix seconds at which the engine asked. */
    static final String AT = "cezbek_at";

    /** The HMAC-SHA256, in Base64 for URLs without padding. */
    static final String PROOF = "cezbek_proof";

    static final Duration GOOD_FOR = Duration.ofMinutes(5);

    /** How far the engine's clock may be ahead of ours. */
    static final Duration AHEAD_MAX = Duration.ofMinutes(1);

    private static final String PURPOSE = "cezbek-sign-up-1";
    private static final int SECONDS_DIGITS_MAX = 11;

    private SignUpProof() {}

    /** Why the event carries no good proof; empty where it does. */
    static Optional<String> objection(Event event, SignUpKeys keys, Instant now) {
        String at = event.metadata(AT).orElse("");
        byte[] given = event.metadata(PROOF).orElse("").getBytes(StandardCharsets.UTF_8);
        if (at.isEmpty() || given.length == 0) {
            return Optional.of("it carries no proof");
        }
        // Judged before its age is, so that only whom the engine trusts learns how the clocks differ.
        boolean genuine = false;
        for (byte[] key : keys.keys()) {
            byte[] expected = of(event, at, key).getBytes(StandardCharsets.UTF_8);
            genuine |= MessageDigest.isEqual(expected, given);
        }
        if (!genuine) {
            return Optional.of("its proof is not the engine's");
        }
        return isCurrent(at, now) ? Optional.empty() : Optional.of("its proof is too old or from the future");
    }

    /** The proof of an event at a time, in Unix seconds. */
    static String of(Event event, String at, byte[] key) {
        List<String> parts = List.of(
                PURPOSE,
                event.userPoolId(),
                event.userName(),
                event.attribute("email").orElse(""),
                event.attribute(People.ROLE).orElse(""),
                event.attribute(People.PARTNER).orElse(""),
                at);
        Mac mac = mac(key);
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            // The length first, so that no part can pretend to be two.
            mac.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
            mac.update(bytes);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal());
    }

    private static boolean isCurrent(String at, Instant now) {
        if (at.length() > SECONDS_DIGITS_MAX || !at.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
            return false;
        }
        Instant asked = Instant.ofEpochSecond(Long.parseLong(at));
        return !asked.isBefore(now.minus(GOOD_FOR)) && !asked.isAfter(now.plus(AHEAD_MAX));
    }

    private static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException("HMAC-SHA256 is missing in this JDK", everyJdkHasIt);
        }
    }
}
