package id.kezbek.sandbox.client;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The signature by which a partner's system asks for a token. The engine takes each one once. */
public final class Signature {

    private static final String ALGORITHM = "HmacSHA256";

    private Signature() {}

    /**
     * Lower-case hex of the HMAC-SHA256 under the partner's secret of {@code METHOD:CODE:unix_seconds:API_KEY}, in upper
     * case.
     *
     * @param unixSeconds as sent in {@code x-client-timestamp}
     */
    public static String of(Credentials credentials, String method, long unixSeconds) {
        String signed =
                upper(method) + ":" + upper(credentials.code()) + ":" + unixSeconds + ":" + upper(credentials.apiKey());
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(credentials.apiSecret().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
    }

    private static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }
}
