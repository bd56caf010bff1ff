package id.kezbek.shared.security;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The current master key and the former master keys, from the settings. */
final class MasterKeys {

    static final int ID_BYTES = 4;
    private static final int FORMER_MAX = 16;
    private static final int KEY_BYTES = 32;

    /** @param id the first bytes of the key's SHA-256, stored with values that the key sealed or signed */
    record Key(byte[] id, byte[] bytes) {

        private static Key of(String base64) {
            byte[] bytes = decoded(base64);
            return new Key(Arrays.copyOf(Digests.sha256(bytes), ID_BYTES), bytes);
        }

        @Override
        public String toString() {
            return "Key[hidden]";
        }
    }

    /** The keys, the current key first. */
    private final List<Key> keys;

    /**
     * @param masterKey 32 bytes in base64
     * @param formerKeys replaced keys, separated by commas; empty if there are none
     * @throws IllegalStateException if a key is missing or has a wrong length, with a message for the operator
     */
    MasterKeys(String masterKey, String formerKeys) {
        Stream<String> former = formerKeys.isBlank() ? Stream.of() : Arrays.stream(formerKeys.split(",", FORMER_MAX));
        this.keys = Stream.concat(Stream.of(masterKey), former).map(Key::of).toList();
    }

    List<byte[]> ids() {
        return keys.stream().map(Key::id).toList();
    }

    Key current() {
        return keys.getFirst();
    }

    /** All keys; the current key comes first. */
    List<Key> all() {
        return keys;
    }

    Optional<Key> find(byte[] id) {
        return keys.stream().filter(key -> MessageDigest.isEqual(key.id(), id)).findFirst();
    }

    static byte[] decoded(String masterKey) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(masterKey.strip());
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalStateException(advice("is not base64"), notBase64);
        }
        if (bytes.length != KEY_BYTES) {
            throw new IllegalStateException(advice(
                    bytes.length == 0 ? "is not set" : "has " + bytes.length + " bytes instead of " + KEY_BYTES));
        }
        return bytes;
    }

    private static String advice(String fault) {
        return Sealing.PROPERTY + " " + fault
                + "; set CEZBEK_SECURITY_MASTER_KEY to 32 random bytes in base64 (openssl rand -base64 32) and keep it";
    }
}
