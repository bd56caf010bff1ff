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
 * Hashes values that can be guessed, for example a code of six digits or an e-mail address. The hash key is not in the
 * database, so a person who can read the database cannot find a value by hashing all possible values. The hash key is
 * derived from the master key, and cannot decrypt values that {@link Sealing} sealed.
 */
@Component
public final class KeyedHash {

    public static final String FORMER_HASH_KEYS = "cezbek.security.former-hash-keys";

    private static final String DERIVATION = "cezbek keyed hashes";

    /** The keys, the current key first. */
    private final List<byte[]> keys;

    /**
     * @param formerHashKeys the {@link #formerHashKeys} of master keys that are no longer in the settings
     * @throws IllegalStateException if a key is missing or has a wrong length
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

    /** Like the constructor above, with all former master keys in the settings. */
    public KeyedHash(String masterKey, String formerKeys) {
        this(masterKey, formerKeys, "");
    }

    /**
     * The value for the setting {@value #FORMER_HASH_KEYS}. With this value, the engine finds hashes that were made
     * under former master keys, without having these keys. The value cannot decrypt or sign anything. But a person who
     * has this value can find the phone numbers and e-mail addresses behind the hashes by trying all possible numbers
     * and addresses.
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
                    FORMER_HASH_KEYS + " is not base64; set it to the value that reseal printed", notBase64);
        }
    }

    /** Like the constructor above, without former keys. */
    public KeyedHash(String masterKey) {
        this(masterKey, "");
    }

    /**
     * The hash of a text.
     *
     * @param purpose the purpose of the hash, without a line break; hashes for different purposes never match
     */
    public byte[] of(String purpose, String text) {
        return Digests.hmacSha256(keys.getFirst(), purpose + "\n" + text);
    }

    /** The hashes with the current and all former keys, to find values that were hashed with any of these keys. */
    public List<byte[]> underAnyKey(String purpose, String text) {
        return keys.stream()
                .map(key -> Digests.hmacSha256(key, purpose + "\n" + text))
                .toList();
    }
}
