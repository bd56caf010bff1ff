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
 * Seals secrets that must rest in the database (AES-256-GCM) under a key that does not. The context, such as the row a
 * secret belongs to, is authenticated with it, so that a sealed secret cannot be moved to another row. Layout: one byte
 * of version, four of the key's id (so that keys can be rotated), twelve of nonce, then the sealed text and its tag.
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

    /** The current one seals; the former ones only open what they sealed once. */
    private final MasterKeys keys;

    private final SecureRandom random;

    /**
     * @param masterKey 32 bytes in base64
     * @param formerKeys those that the master key has replaced, with commas in between; empty where there are none
     * @throws IllegalStateException where one is missing or of another length, with a message for the operator
     */
    @Autowired
    public Sealing(
            @Value("${" + PROPERTY + ":}") String masterKey,
            @Value("${" + FORMER_PROPERTY + ":}") String formerKeys,
            SecureRandom random) {
        this.keys = new MasterKeys(masterKey, formerKeys);
        this.random = random;
    }

    /** As above, where the key has replaced no other. */
    public Sealing(String masterKey, SecureRandom random) {
        this(masterKey, "", random);
    }

    /** What names the keys in bytes 2 to 5 of what is sealed or signed; the key that seals comes first. */
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
     * What {@link #seal} sealed in the same context.
     *
     * @throws IllegalStateException where it was sealed under another key or in another context, or was altered
     */
    public byte[] open(byte[] sealed, String context) {
        if (sealed.length < HEAD_BYTES || sealed[0] != VERSION) {
            throw new IllegalStateException("This is not a sealed secret");
        }
        byte[] keyId = Arrays.copyOfRange(sealed, 1, 1 + KEY_ID_BYTES);
        MasterKeys.Key key = keys.find(keyId)
                .orElseThrow(() -> new IllegalStateException("The secret was sealed under another key than " + PROPERTY
                        + " now holds; restore that key, or name it in " + FORMER_PROPERTY));
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
