package id.kezbek.sandbox.snap;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Verifies a caller's signatures over the received bytes. */
record SnapCredentials(String clientId, String clientSecret, String merchantId, PublicKey key) {

    /** A signature over a text, as in DANA's older interface. */
    boolean signedText(String text, String signature) {
        return isRsa(text, signature);
    }

    boolean signedTokenRequest(String timestamp, String signature) {
        return isRsa(clientId + "|" + timestamp, signature);
    }

    boolean signedAsymmetrically(String path, byte[] body, String timestamp, String signature) {
        return isRsa("POST:" + path + ":" + digest(body) + ":" + timestamp, signature);
    }

    boolean signedSymmetrically(String path, String token, byte[] body, String timestamp, String signature) {
        String text = "POST:" + path + ":" + token + ":" + digest(body) + ":" + timestamp;
        try {
            Mac mac = Mac.getInstance("HmacSHA512");
            mac.init(new SecretKeySpec(clientSecret.getBytes(StandardCharsets.UTF_8), "HmacSHA512"));
            String due = Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
            return due.equals(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no HmacSHA512", e);
        }
    }

    private boolean isRsa(String text, String signature) {
        try {
            Signature verifier = Signature.getInstance("SHA256withRSA");
            verifier.initVerify(key);
            verifier.update(text.getBytes(StandardCharsets.UTF_8));
            return verifier.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException unreadable) {
            return false;
        }
    }

    private static String digest(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no SHA-256", e);
        }
    }
}
