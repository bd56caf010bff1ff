package id.kezbek.shared.security;

import java.util.List;
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

    /** The current one first. */
    private final List<byte[]> keys;

    /** @throws IllegalStateException where a master key is missing or of another length */
    public KeyedHash(
            @Value("${" + Sealing.PROPERTY + ":}") String masterKey,
            @Value("${" + Sealing.FORMER_PROPERTY + ":}") String formerKeys) {
        this.keys = new MasterKeys(masterKey, formerKeys)
                .all().stream()
                        .map(key -> Digests.hmacSha256(key.bytes(), DERIVATION))
                        .toList();
    }

    /**
     * The hash of a text.
     *
     * @param purpose what the hash is for, without a line break; hashes of two purposes never meet
     */
    public byte[] of(String purpose, String text) {
        return Digests.hmacSha256(keys.getFirst(), purpose + "\n" + text);
    }

    /** The hashes under the current key and those that it replaced: what was written under any of them is found by these. */
    public List<byte[]> underAnyKey(String purpose, String text) {
        return keys.stream()
                .map(key -> Digests.hmacSha256(key, purpose + "\n" + text))
                .toList();
    }
}
