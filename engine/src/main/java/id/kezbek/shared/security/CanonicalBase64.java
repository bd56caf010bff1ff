package id.kezbek.shared.security;

import java.util.Base64;
import java.util.Optional;

/**
 * Base64 for URLs in which each byte sequence has exactly one text: no padding, no unused bits, no characters of the
 * other alphabet. Java's decoders accept several texts for the same bytes. With such a decoder, a secret that was
 * revoked in one encoding would still be accepted in another encoding.
 */
public final class CanonicalBase64 {

    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private CanonicalBase64() {}

    public static String text(byte[] bytes) {
        return ENCODER.encodeToString(bytes);
    }

    /** The bytes of a text that {@link #text} created; empty for any other text, even if it encodes the same bytes. */
    public static Optional<byte[]> bytes(String text) {
        try {
            byte[] bytes = DECODER.decode(text);
            return text(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** Whether this is the only valid form of a signed token: three non-empty parts, separated by dots. */
    public static boolean isToken(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 3) {
            return false;
        }
        for (String part : parts) {
            if (part.isEmpty() || bytes(part).isEmpty()) {
                return false;
            }
        }
        return true;
    }
}
