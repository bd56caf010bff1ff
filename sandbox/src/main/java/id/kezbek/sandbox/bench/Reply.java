package id.kezbek.sandbox.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One HTTP/1.1 answer, of which just enough is read: a full client would cost the machine more than the engine's own
 * HTTP does, and both share it.
 *
 * @param status the HTTP status
 * @param refusal the beginning of the body where the status is no success
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
        String text = new String(received, 0, length, StandardCharsets.ISO_8859_1);
        int headEnd = text.indexOf("\r\n\r\n");
        if (headEnd < 0) {
            return Optional.empty();
        }
        String head = text.substring(0, headEnd);
        Optional<Body> body = header(head, "transfer-encoding")
                        .filter("chunked"::equalsIgnoreCase)
                        .isPresent()
                ? Body.chunked(text, headEnd + 4)
                : Body.plain(
                        text, headEnd + 4, number(header(head, "content-length").orElse("0"), 10));
        return body.map(whole -> reply(head, whole));
    }

    private static Reply reply(String head, Body body) {
        int status = Integer.parseInt(head.substring(STATUS_AT, STATUS_AT + 3));
        String refusal = status == 200
                ? ""
                : body.text()
                        .substring(0, Math.min(SHOWN_OF_A_REFUSAL, body.text().length()));
        boolean last =
                header(head, "connection").filter("close"::equalsIgnoreCase).isPresent();
        return new Reply(status, refusal, last, body.end());
    }

    private static Optional<String> header(String head, String name) {
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst();
    }

    private static int number(String digits, int radix) throws IOException {
        try {
            return Integer.parseInt(digits.strip(), radix);
        } catch (NumberFormatException broken) {
            throw new IOException("the answer names no length: " + digits, broken);
        }
    }

    /** A body and where it ends in what was received. */
    private record Body(String text, int end) {

        static Optional<Body> plain(String received, int from, int length) {
            int end = from + length;
            return received.length() < end
                    ? Optional.empty()
                    : Optional.of(new Body(received.substring(from, end), end));
        }

        static Optional<Body> chunked(String received, int from) throws IOException {
            StringBuilder text = new StringBuilder();
            int at = from;
            while (true) {
                int lineEnd = received.indexOf("\r\n", at);
                if (lineEnd < 0) {
                    return Optional.empty();
                }
                int size = number(received.substring(at, lineEnd), 16);
                int end = lineEnd + 2 + size + 2;
                if (received.length() < end) {
                    return Optional.empty();
                }
                text.append(received, lineEnd + 2, lineEnd + 2 + size);
                if (size == 0) {
                    return Optional.of(new Body(text.toString(), end));
                }
                at = end;
            }
        }
    }
}
