package id.kezbek.reporting.web;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The range of a file's bytes that a client requests (RFC 9110), for example to continue an interrupted download.
 *
 * @param from the first byte
 * @param to the end (exclusive); not above {@code from} if the file has no byte of the range
 */
record ByteRange(long from, long to) {

    /** The form of a single range. For several ranges, the response is the whole file, which RFC 9110 allows. */
    private static final Pattern FORM = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

    /**
     * Reads the requested range.
     *
     * @param range the header {@code Range}
     * @param ifRange the header {@code If-Range}: the entity tag of the file of which the client has a part
     * @param tag the file's entity tag
     * @return null for the whole file
     */
    static @Nullable ByteRange of(@Nullable String range, @Nullable String ifRange, String tag, long length) {
        if (range == null || ifRange != null && !ifRange.equals(tag)) {
            return null;
        }
        Matcher form = FORM.matcher(range);
        if (!form.matches() || range.endsWith("=-")) {
            return null;
        }
        if (form.group(1).isEmpty()) {
            long last = Long.parseLong(form.group(2));
            return new ByteRange(last == 0 ? length : Math.max(0, length - last), length);
        }
        long from = Long.parseLong(form.group(1));
        if (form.group(2).isEmpty()) {
            return new ByteRange(from, length);
        }
        long last = Long.parseLong(form.group(2));
        return last < from ? null : new ByteRange(from, Math.min(last + 1, length));
    }

    boolean isInFile() {
        return from < to;
    }

    long count() {
        return to - from;
    }

    /** The header {@code Content-Range}. */
    String text(long length) {
        return isInFile() ? "bytes " + from + "-" + (to - 1) + "/" + length : "bytes */" + length;
    }
}
