package id.kezbek.access.tokens;

import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key pair of the built-in issuer.
 *
 * @param id the key id in a token's header {@code kid}
 * @param endsAt from this time on, the key verifies no tokens; null for the key that signs
 */
record SigningKey(
        String id,
        RSAPrivateKey privateKey,
        RSAPublicKey publicKey,
        @Nullable Instant endsAt) {

    boolean isGoodAt(Instant now) {
        return endsAt == null || now.isBefore(endsAt);
    }

    @Override
    public String toString() {
        return "SigningKey[" + id + "]";
    }
}
