package id.kezbek.webhooks.endpoints;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret that signs the events of one endpoint, as Standard Webhooks define (version 1.0.0): 24 to 64 bytes, and
 * HMAC-SHA256 of {@code id.timestamp.body}. {@code toString} hides the secret.
 */
public final class WebhookSecret {

    private static final String PREFIX = "whsec_";
    private static final String VERSION = "v1,";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int NEW_BYTES = 32;
    private static final int BYTES_MIN = 24;
    private static final int BYTES_MAX = 64;

    private final byte[] bytes;

    private WebhookSecret(byte[] bytes) {
        if (bytes.length < BYTES_MIN || bytes.length > BYTES_MAX) {
            throw new IllegalArgumentException("a secret has 24 to 64 bytes");
        }
        this.bytes = bytes.clone();
    }

    static WebhookSecret random(SecureRandom random) {
        byte[] bytes = new byte[NEW_BYTES];
        random.nextBytes(bytes);
        return new WebhookSecret(bytes);
    }

    public static WebhookSecret ofBytes(byte[] bytes) {
        return new WebhookSecret(bytes);
    }

    /** @throws IllegalArgumentException if the text is not {@code whsec_} with 24 to 64 bytes in base64 */
    public static WebhookSecret parse(String text) {
        if (!text.startsWith(PREFIX)) {
            throw new IllegalArgumentException("a secret starts with " + PREFIX);
        }
        return new WebhookSecret(Base64.getDecoder().decode(text.substring(PREFIX.length())));
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /** The secret in the form for the partner: {@code whsec_} and base64. */
    public String text() {
        return PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    /** One signature of the header {@code webhook-signature}, for example {@code v1,g0hM9…}. */
    public String sign(String id, Instant timestamp, String body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(bytes, ALGORITHM));
            byte[] signed = (id + "." + timestamp.getEpochSecond() + "." + body).getBytes(StandardCharsets.UTF_8);
            return VERSION + Base64.getEncoder().encodeToString(mac.doFinal(signed));
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("HMAC-SHA256 is not available", broken);
        }
    }

    @Override
    public String toString() {
        return "WebhookSecret[hidden]";
    }
}
