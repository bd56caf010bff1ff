package id.kezbek.shared.security;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
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
    private static final byte VERSION = 1;
    private static final int KEY_BYTES = 32;
    private static final int KEY_ID_BYTES = 4;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int HEAD_BYTES = 1 + KEY_ID_BYTES + NONCE_BYTES;

    private final SecretKey key;
    private final byte[] keyId;
    private final SecureRandom random;

    /**
     * @param masterKey 32 bytes in base64
     * @throws IllegalStateException where it is missing or of another length, with a message for the operator
     */
    public Sealing(@Value("${" + PROPERTY + ":}") String masterKey, SecureRandom random) {
        byte[] bytes = decoded(masterKey);
        this.key = new SecretKeySpec(bytes, "AES");
        this.keyId = Arrays.copyOf(Digests.sha256(bytes), KEY_ID_BYTES);
        this.random = random;
    }

    public byte[] seal(byte[] secret, String context) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, nonce, context, secret, 0, secret.length);
        return ByteBuffer.allocate(HEAD_BYTES + sealed.length)
                .put(VERSION)
                .put(keyId)
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
        if (!MessageDigest.isEqual(keyId, Arrays.copyOfRange(sealed, 1, 1 + KEY_ID_BYTES))) {
            throw new IllegalStateException(
                    "The secret was sealed under another key than " + PROPERTY + " now holds; restore that key");
        }
        byte[] nonce = Arrays.copyOfRange(sealed, 1 + KEY_ID_BYTES, HEAD_BYTES);
        return run(Cipher.DECRYPT_MODE, nonce, context, sealed, HEAD_BYTES, sealed.length - HEAD_BYTES);
    }

    private byte[] run(int mode, byte[] nonce, String context, byte[] input, int offset, int length) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input, offset, length);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("A secret could not be sealed or opened", broken);
        }
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
        return PROPERTY + " " + fault
                + "; set CEZBEK_SECURITY_MASTER_KEY to 32 random bytes in base64 (openssl rand -base64 32) and keep it";
    }
}
