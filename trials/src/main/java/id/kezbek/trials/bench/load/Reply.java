package id.kezbek.trials.bench.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One HTTP/1.1 answer, of which just enough is read: a full client would cost the machine more than the engine's own
 * HTTP does, and both share it.
 *
 * @param status the HTTP status
 * @param refusal the beginning of the body, as it was sent, where the status is no success
 * @param last whether the server ends the connection after it
 * @param bytes how long it was on the wire
 */
record Reply(int status, String refusal, boolean last, int bytes) {

    private static final int SHOWN_OF_A_REFUSAL = 300;
    private static final int STATUS_AT = "HTTP/1.1 ".length();

    boolean succeeded() {
        return status == 200;
    }

    /**
     * Reads the answer at the beginning of what was received.
     *
     * @return empty where it is not whole yet
     * @throws IOException where it is no answer
     */
    static Optional<Reply> read(byte[] received, int length) throws IOException {
        int headEnd = headEnd(received, length);
        if (headEnd < 0) {
            return Optional.empty();
        }
        int status = number(text(received, STATUS_AT, STATUS_AT + 3), 10);
        int bodyLength = 0;
        boolean chunked = false;
        boolean last = false;
        for (int at = lineEnd(received, 0) + 2; at < headEnd; at = lineEnd(received, at) + 2) {
            // Most headers are none of these; their first letter tells.
            int first = received[at] | 0x20;
            if (first == 'c' || first == 't') {
                String header = text(received, at, lineEnd(received, at));
                bodyLength = value(header, "content-length").isEmpty()
                        ? bodyLength
                        : number(value(header, "content-length"), 10);
                chunked |= value(header, "transfer-encoding").equalsIgnoreCase("chunked");
                last |= value(header, "connection").equalsIgnoreCase("close");
            }
        }
        int from = headEnd + 4;
        Optional<Body> body = chunked ? Body.chunked(received, from, length) : Body.plain(from, bodyLength, length);
        if (body.isEmpty()) {
            return Optional.empty();
        }
        int shown = Math.min(length, Math.min(body.get().end(), from + SHOWN_OF_A_REFUSAL));
        String refusal = status == 200 ? "" : text(received, from, shown);
        return Optional.of(new Reply(status, refusal, last, body.get().end()));
    }

    private static int headEnd(byte[] received, int length) {
        for (int at = 0; at + 3 < length; at++) {
            if (received[at] == '\r' && received[at + 2] == '\r' && received[at + 3] == '\n') {
                return at;
            }
        }
        return -1;
    }

    /** Where the line ends; there is an end, because the whole head has arrived. */
    private static int lineEnd(byte[] received, int from) {
        int at = from;
        while (received[at] != '\r') {
            at++;
        }
        return at;
    }

    /** The header's value where it has this name; empty otherwise. */
    private static String value(String header, String name) {
        return header.regionMatches(true, 0, name + ":", 0, name.length() + 1)
                ? header.substring(name.length() + 1).strip()
                : "";
    }

    private static String text(byte[] received, int from, int to) {
        return new String(received, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static int number(String digits, int radix) throws IOException {
        try {
            return Integer.parseInt(digits.strip(), radix);
        } catch (NumberFormatException broken) {
            throw new IOException("the answer names no number: " + digits, broken);
        }
    }

    /** Where a body ends in what was received. */
    private record Body(int end) {

        static Optional<Body> plain(int from, int bodyLength, int length) {
            int end = from + bodyLength;
            return length < end ? Optional.empty() : Optional.of(new Body(end));
        }

        static Optional<Body> chunked(byte[] received, int from, int length) throws IOException {
            String text = text(received, 0, length);
            int at = from;
            while (true) {
                int lineEnd = text.indexOf("\r\n", at);
                if (lineEnd < 0) {
                    return Optional.empty();
                }
                int size = number(text.substring(at, lineEnd), 16);
                int end = lineEnd + 2 + size + 2;
                if (length < end) {
                    return Optional.empty();
                }
                if (size == 0) {
                    return Optional.of(new Body(end));
                }
                at = end;
            }
        }
    }
}
