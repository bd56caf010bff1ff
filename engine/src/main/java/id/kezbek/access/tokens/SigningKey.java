package id.kezbek.access.tokens;

import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key pair of the built-in issuer.
 *
 * @param id what a token's {@code kid} names it by
 * @param endsAt from when on it verifies nothing; null of the one that signs
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
