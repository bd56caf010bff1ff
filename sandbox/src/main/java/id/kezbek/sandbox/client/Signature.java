package id.kezbek.sandbox.client;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The signature with which a partner's system requests a token. The engine accepts each signature only once. */
public final class Signature {

    private static final String ALGORITHM = "HmacSHA256";

    private Signature() {}

    /**
     * The HMAC-SHA256 of the upper-case text {@code METHOD:CODE:unix_seconds:API_KEY}, with the partner's secret as
     * key. The result is lower-case hex.
     *
     * @param unixSeconds the value of {@code x-client-timestamp}
     */
    public static String of(Credentials credentials, String method, long unixSeconds) {
        String signed =
                upper(method) + ":" + upper(credentials.code()) + ":" + unixSeconds + ":" + upper(credentials.apiKey());
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(credentials.apiSecret().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime has no " + ALGORITHM, e);
        }
    }

    private static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }
}
