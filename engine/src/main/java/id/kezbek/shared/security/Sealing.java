package id.kezbek.shared.security;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Encrypts secrets for the database (AES-256-GCM) with a key outside the database. The context, for example the
 * secret's row, is authenticated too, so a sealed secret cannot be moved to another row. Layout: one byte of version,
 * four bytes of key id, twelve bytes of nonce, then the encrypted text and its tag.
 */
@Component
public final class Sealing {

    public static final String PROPERTY = "cezbek.security.master-key";
    public static final String FORMER_PROPERTY = "cezbek.security.former-master-keys";
    private static final byte VERSION = 1;
    private static final int KEY_ID_BYTES = MasterKeys.ID_BYTES;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int HEAD_BYTES = 1 + KEY_ID_BYTES + NONCE_BYTES;

    /** The number of bytes that sealing adds to a text. */
    public static final int OVERHEAD_BYTES = HEAD_BYTES + TAG_BITS / Byte.SIZE;

    /** The current key encrypts and decrypts values; former keys only decrypt values. */
    private final MasterKeys keys;

    private final SecureRandom random;

    /**
     * @param masterKey 32 bytes in base64
     * @param formerKeys replaced keys, separated by commas; empty if there are none
     * @throws IllegalStateException if a key is missing or has a wrong length, with a message for the operator
     */
    @Autowired
    public Sealing(
            @Value("${" + PROPERTY + ":}") String masterKey,
            @Value("${" + FORMER_PROPERTY + ":}") String formerKeys,
            SecureRandom random) {
        this.keys = new MasterKeys(masterKey, formerKeys);
        this.random = random;
    }

    /** Like the constructor above, without former keys. */
    public Sealing(String masterKey, SecureRandom random) {
        this(masterKey, "", random);
    }

    /** The ids of the keys, as in bytes 2 to 5 of sealed or signed values. The sealing key comes first. */
    public List<byte[]> keyIds() {
        return keys.ids();
    }

    public byte[] seal(byte[] secret, String context) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        MasterKeys.Key key = keys.current();
        byte[] sealed = run(Cipher.ENCRYPT_MODE, key, nonce, context, secret, 0, secret.length);
        return ByteBuffer.allocate(HEAD_BYTES + sealed.length)
                .put(VERSION)
                .put(key.id())
                .put(nonce)
                .put(sealed)
                .array();
    }

    /**
     * Opens a value that {@link #seal} sealed in the same context.
     *
     * @throws IllegalStateException if the value was sealed with another key or context, or was changed
     */
    public byte[] open(byte[] sealed, String context) {
        if (sealed.length < HEAD_BYTES || sealed[0] != VERSION) {
            throw new IllegalStateException("This is not a sealed secret");
        }
        byte[] keyId = Arrays.copyOfRange(sealed, 1, 1 + KEY_ID_BYTES);
        MasterKeys.Key key = keys.find(keyId)
                .orElseThrow(() -> new IllegalStateException("The secret was not sealed with the key in " + PROPERTY
                        + "; restore its former key, or add that key to " + FORMER_PROPERTY));
        byte[] nonce = Arrays.copyOfRange(sealed, 1 + KEY_ID_BYTES, HEAD_BYTES);
        return run(Cipher.DECRYPT_MODE, key, nonce, context, sealed, HEAD_BYTES, sealed.length - HEAD_BYTES);
    }

    private static byte[] run(
            int mode, MasterKeys.Key key, byte[] nonce, String context, byte[] input, int offset, int length) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key.bytes(), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input, offset, length);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("A secret could not be sealed or opened", broken);
        }
    }
}
