package id.kezbek.shared.security;

import java.security.SecureRandom;

/** Random texts that are safe in URLs and headers: keys, secrets, refresh tokens. */
public final class RandomTexts {

    private RandomTexts() {}

    /** A text from this many random bytes: four characters for every three bytes. */
    public static String urlSafe(SecureRandom random, int bytes) {
        byte[] made = new byte[bytes];
        random.nextBytes(made);
        return CanonicalBase64.text(made);
    }
}
