package id.kezbek.access;

import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;

/**
 * A key pair of the built-in issuer.
 *
 * @param id what a token's {@code kid} names it by
 */
record SigningKey(String id, RSAPrivateKey privateKey, RSAPublicKey publicKey) {

    @Override
    public String toString() {
        return "SigningKey[" + id + "]";
    }
}
