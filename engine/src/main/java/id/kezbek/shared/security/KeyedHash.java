package id.kezbek.shared.security;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Hashes what has too little entropy for a plain hash, such as six digits or an e-mail address: under a key that is not
 * in the database, so that whoever reads the database cannot try all of them. The key is derived from the master key and
 * is of no use for what {@link Sealing} sealed.
 */
@Component
public final class KeyedHash {

    private static final String DERIVATION = "cezbek keyed hashes";

    private final byte[] key;

    /** @throws IllegalStateException where the master key is missing or of another length */
    public KeyedHash(@Value("${" + Sealing.PROPERTY + ":}") String masterKey) {
        this.key = Digests.hmacSha256(MasterKeys.decoded(masterKey), DERIVATION);
    }

    /**
     * The hash of a text.
     *
     * @param purpose what the hash is for, without a line break; hashes of two purposes never meet
     */
    public byte[] of(String purpose, String text) {
        return Digests.hmacSha256(key, purpose + "\n" + text);
    }
}
