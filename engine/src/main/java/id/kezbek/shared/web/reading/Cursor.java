package id.kezbek.shared.web.reading;

import id.kezbek.shared.security.CanonicalBase64;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The start of the next page of a list, as callers send it. A cursor is opaque to callers. It contains the list's name
 * and a version, so that later versions can change its content. A cursor grants no right, because a reader sees only
 * permitted rows on any page. So the engine checks a cursor for damage but does not seal it.
 */
public record Cursor(String listing, List<String> position) {

    private static final int VERSION = 1;
    private static final int CHECKSUM_BYTES = 4;
    private static final int TEXT_MAX = 400;
    private static final String SEPARATOR = "\u0000";

    public Cursor {
        position = List.copyOf(position);
    }

    public static Cursor of(String listing, String... position) {
        return new Cursor(listing, List.of(position));
    }

    /** The text of the cursor, as in {@code next_cursor}. */
    public String text() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(VERSION);
        out.writeBytes((listing + SEPARATOR + String.join(SEPARATOR, position)).getBytes(StandardCharsets.UTF_8));
        out.writeBytes(checksum(out.toByteArray()));
        return CanonicalBase64.text(out.toByteArray());
    }

    /** Parses the result of {@link #text()} for this list; empty for any other text. */
    static Optional<Cursor> parse(String listing, String text) {
        if (text.length() > TEXT_MAX) {
            return Optional.empty();
        }
        return CanonicalBase64.bytes(text).flatMap(bytes -> parse(listing, bytes));
    }

    private static Optional<Cursor> parse(String listing, byte[] bytes) {
        int end = bytes.length - CHECKSUM_BYTES;
        if (end < 1 || bytes[0] != VERSION) {
            return Optional.empty();
        }
        byte[] held = Arrays.copyOf(bytes, end);
        if (!Arrays.equals(checksum(held), Arrays.copyOfRange(bytes, end, bytes.length))) {
            return Optional.empty();
        }
        List<String> parts = List.of(new String(held, 1, end - 1, StandardCharsets.UTF_8).split(SEPARATOR, -1));
        return parts.getFirst().equals(listing) && parts.stream().noneMatch(Cursor::isSigned)
                ? Optional.of(new Cursor(listing, parts.subList(1, parts.size())))
                : Optional.empty();
    }

    /**
     * A valid position never has a sign: a sign would mean a negative number or a year outside the database's range.
     */
    private static boolean isSigned(String part) {
        return part.startsWith("+") || part.startsWith("-");
    }

    private static byte[] checksum(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        return ByteBuffer.allocate(CHECKSUM_BYTES)
                .putInt((int) checksum.getValue())
                .array();
    }
}
