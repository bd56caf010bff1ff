package id.kezbek.shared.security;

import java.security.SecureRandom;
import java.util.Base64;

/** Random texts that are safe in URLs and headers: keys, secrets, refresh tokens. */
public final class RandomTexts {

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private RandomTexts() {}

    /** The text of this many random bytes: four characters for three of them. */
    public static String urlSafe(SecureRandom random, int bytes) {
        byte[] made = new byte[bytes];
        random.nextBytes(made);
        return ENCODER.encodeToString(made);
    }
}
