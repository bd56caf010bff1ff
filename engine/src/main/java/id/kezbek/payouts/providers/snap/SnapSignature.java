package id.kezbek.payouts.providers.snap;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** SNAP's signatures. A body is signed exactly as sent, so the caller passes the same bytes that it sends. */
final class SnapSignature {

    private static final String HMAC = "HmacSHA512";
    private static final String RSA = "SHA256withRSA";

    private SnapSignature() {}

    /** The signature of a request for an access token. */
    static String ofTokenRequest(PrivateKey key, String clientId, String timestamp) {
        return rsa(key, clientId + "|" + timestamp);
    }

    /**
     * The symmetric signature of a call with an access token.
     *
     * @param path the path with its query, without the host
     * @param body minified JSON
     */
    static String symmetric(String secret, String path, String token, byte[] body, String timestamp) {
        String text = "POST:" + path + ":" + token + ":" + digest(body) + ":" + timestamp;
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC));
            return base64(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no " + HMAC, e);
        }
    }

    /** The asymmetric signature of a call without an access token; the parameters are those of {@link #symmetric}. */
    static String asymmetric(PrivateKey key, String path, byte[] body, String timestamp) {
        return rsa(key, "POST:" + path + ":" + digest(body) + ":" + timestamp);
    }

    /**
     * Reads an RSA private key in PKCS#8, as PEM or as the base64 text inside a PEM.
     *
     * @throws IllegalArgumentException if the text is not such a key; the message does not contain the key
     */
    static PrivateKey privateKey(String text) {
        String inner = text.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s|\\\\n", "");
        try {
            return KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(inner)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException("must be an RSA private key in PKCS#8 (BEGIN PRIVATE KEY)");
        }
    }

    /** Signs a text with the private key. */
    static String rsa(PrivateKey key, byte[] text) {
        try {
            Signature signature = Signature.getInstance(RSA);
            signature.initSign(key);
            signature.update(text);
            return base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the private key cannot sign", e);
        }
    }

    private static String digest(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no SHA-256", e);
        }
    }

    private static String rsa(PrivateKey key, String text) {
        return rsa(key, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
