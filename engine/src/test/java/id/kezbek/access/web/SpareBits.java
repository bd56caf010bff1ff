package id.kezbek.access.web;

/** Other spellings of a text in base64url. */
final class SpareBits {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private SpareBits() {}

    /**
     * The text with other unused bits after its last byte, which lenient decoders ignore. A text without unused bits
     * has no other spelling.
     */
    static String varied(String text) {
        int last = ALPHABET.indexOf(text.charAt(text.length() - 1));
        return text.substring(0, text.length() - 1) + ALPHABET.charAt(last ^ 1);
    }
}
