package id.kezbek.shared.security;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Hashes what has too little entropy for a plain hash, such as six digits or an e-mail address: under a key that is not
 * in the database, so that whoever reads the database cannot try all of them. The key is derived from the master key and
 * is of no use for what {@link Sealing} sealed.
 */
@Component
public final class KeyedHash {

    public static final String FORMER_HASH_KEYS = "cezbek.security.former-hash-keys";

    private static final String DERIVATION = "cezbek keyed hashes";

    /** The current one first. */
    private final List<byte[]> keys;

    /**
     * @param formerHashKeys {@link #formerHashKeys} of master keys that are not named any more
     * @throws IllegalStateException where a key is missing or of another length
     */
    @Autowired
    public KeyedHash(
            @Value("${" + Sealing.PROPERTY + ":}") String masterKey,
            @Value("${" + Sealing.FORMER_PROPERTY + ":}") String formerKeys,
            @Value("${" + FORMER_HASH_KEYS + ":}") String formerHashKeys) {
        Stream<byte[]> ofMasterKeys = new MasterKeys(masterKey, formerKeys)
                .all().stream().map(key -> Digests.hmacSha256(key.bytes(), DERIVATION));
        Stream<byte[]> kept = Arrays.stream(formerHashKeys.split(",", -1))
                .map(String::strip)
                .filter(key -> !key.isEmpty())
                .map(KeyedHash::decoded);
        this.keys = Stream.concat(ofMasterKeys, kept).toList();
    }

    /** As above, where each former master key is named. */
    public KeyedHash(String masterKey, String formerKeys) {
        this(masterKey, formerKeys, "");
    }

    /**
     * What finds hashes of former master keys without these keys, for the setting of this name. It opens nothing and signs
     * nothing, but who has it can try out numbers and addresses.
     */
    public String formerHashKeys() {
        return keys.stream()
                .skip(1)
                .map(Base64.getEncoder()::encodeToString)
                .distinct()
                .collect(Collectors.joining(","));
    }

    private static byte[] decoded(String key) {
        try {
            return Base64.getDecoder().decode(key);
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalStateException(
                    FORMER_HASH_KEYS + " is not base64; set it to what reseal printed", notBase64);
        }
    }

    /** As above, where the key has replaced no other. */
    public KeyedHash(String masterKey) {
        this(masterKey, "");
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
