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
 * The proof that the engine requested the creation of a user: an HMAC over the user name, the rights and the time. The
 * client metadata of the request contains this proof; docs/lambda.md has an example.
 */
final class SignUpProof {

    /** Unix seconds of the engine's request. */
    static final String AT = "cezbek_at";

    /** The HMAC-SHA256, in Base64 for URLs without padding. */
    static final String PROOF = "cezbek_proof";

    static final Duration GOOD_FOR = Duration.ofMinutes(5);

    /** The maximum time by which the engine's clock may be ahead of Lambda's clock. */
    static final Duration AHEAD_MAX = Duration.ofMinutes(1);

    private static final String PURPOSE = "cezbek-sign-up-1";
    private static final int SECONDS_DIGITS_MAX = 11;

    private SignUpProof() {}

    /** The reason why the event has no valid proof; empty if its proof is valid. */
    static Optional<String> objection(Event event, SignUpKeys keys, Instant now) {
        String at = event.metadata(AT).orElse("");
        byte[] given = event.metadata(PROOF).orElse("").getBytes(StandardCharsets.UTF_8);
        if (at.isEmpty() || given.length == 0) {
            return Optional.of("the proof is missing");
        }
        // The HMAC is checked before the age of the proof, so that only callers with a key get an error about the
        // clocks.
        boolean genuine = false;
        for (byte[] key : keys.keys()) {
            byte[] expected = of(event, at, key).getBytes(StandardCharsets.UTF_8);
            genuine |= MessageDigest.isEqual(expected, given);
        }
        if (!genuine) {
            return Optional.of("the proof is not the engine's");
        }
        return isCurrent(at, now) ? Optional.empty() : Optional.of("the proof is too old or from the future");
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
            // Each part begins with its length, so that different parts never give the same text.
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
