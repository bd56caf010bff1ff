package id.kezbek.trials.bench.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The necessary parts of an HTTP/1.1 response. A complete HTTP client would use more processor time of the shared
 * machine than the engine's own HTTP code.
 *
 * @param status the HTTP status
 * @param refusal the beginning of the body, if the status is not a success
 * @param last whether the server closes the connection afterwards
 * @param bytes the length of the whole response
 */
record Reply(int status, String refusal, boolean last, int bytes) {

    private static final int SHOWN_OF_A_REFUSAL = 300;
    private static final int STATUS_AT = "HTTP/1.1 ".length();

    boolean succeeded() {
        return status == 200;
    }

    /**
     * Reads the response at the beginning of the received bytes.
     *
     * @return empty if the response is not complete
     * @throws IOException if the bytes are not an HTTP response
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
            // Checks the first letter first, because most headers are not needed.
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

    /** The end of the line. Each line has an end, because the whole head has arrived. */
    private static int lineEnd(byte[] received, int from) {
        int at = from;
        while (received[at] != '\r') {
            at++;
        }
        return at;
    }

    /** The header's value if the header has this name; otherwise empty. */
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
            throw new IOException("the answer has no number: " + digits, broken);
        }
    }

    /** The position at which a body ends. */
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
