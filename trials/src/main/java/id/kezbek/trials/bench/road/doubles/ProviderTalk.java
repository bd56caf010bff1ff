package id.kezbek.trials.bench.road.doubles;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * The HTTP/1.1 server side of a connection from a paying engine. All five providers have the same address but different
 * paths. Every order is paid. The response to an inquiry tells whether the order arrived. Responses are prepared bytes
 * in which only the reference's digits change.
 */
final class ProviderTalk implements Talk {

    private static final int LONGEST_CALL = 16 * 1024;
    private static final String DIGITS = "000000000000";
    private static final String EXTERNAL_ID = "x-external-id:";
    private static final String LENGTH = "content-length:";

    private static final Map<String, Kept> PAID = Map.of(
            "/api/v1/transfer/fund", Kept.of("{\"transactionID\":\"D" + DIGITS + "\",\"transactionTime\":1800000000}"),
            "/api/v1/provider/top-up", Kept.of("{\"ref_code\":\"D" + DIGITS + "\",\"timestamp\":1800000000}"),
            "/api/v2/accounts/transfer", Kept.of("{\"code\":\"200\",\"notes\":\"Success D" + DIGITS + "\"}"),
            "/ewallet/v1/transfer",
                    Kept.of("{\"isSuccess\":true,\"statusCode\":\"00\",\"transactionRef\":\"D" + DIGITS
                            + "\",\"message\":\"Success\"}"),
            "/api/v1/e-wallet/top-up",
                    Kept.of("{\"topup_ref\":\"D" + DIGITS + "\",\"topup_time\":1800000000,\"topup_status\":\"200\","
                            + "\"topup_message\":\"Success\"}"));

    private static final String LOG_IN = "/api/v1/thirdparty/authorization";
    private static final Kept TOKEN = Kept.of("{\"token\":\"T" + DIGITS + "\",\"thirdPartyName\":\"Kezbek\"}");
    private static final Kept CAME = Kept.of("{\"status\":\"SUCCESS\",\"reference\":\"D" + DIGITS + "\"}");
    private static final byte[] NEVER_CAME = answer("404 Not Found", "{\"message\":\"There is nothing here.\"}");
    private static final byte[] NOT_UNDERSTOOD = answer("400 Bad Request", "{\"message\":\"Unknown request.\"}");

    /** A prepared response with replaceable digits. Not thread-safe. */
    private record Kept(byte[] bytes, int digitsAt) {

        static Kept of(String json) {
            byte[] bytes = answer("200 OK", json);
            return new Kept(bytes, new String(bytes, StandardCharsets.ISO_8859_1).indexOf(DIGITS));
        }

        byte[] with(long number) {
            long rest = number;
            for (int i = digitsAt + DIGITS.length() - 1; i >= digitsAt; i--) {
                bytes[i] = (byte) ('0' + rest % 10);
                rest /= 10;
            }
            return bytes;
        }
    }

    private final PaidBook book;
    private final ByteBuffer received = ByteBuffer.allocate(LONGEST_CALL);
    private long number = System.nanoTime() / 1_000 % 100_000_000;

    ProviderTalk(PaidBook book) {
        this.book = book;
    }

    @Override
    public boolean goOn(SocketChannel channel) throws IOException {
        if (channel.read(received) < 0) {
            return false;
        }
        for (Optional<Call> call = call(); call.isPresent(); call = call()) {
            byte[] answer = answerTo(call.get());
            int rest = received.position() - call.get().bytes();
            System.arraycopy(received.array(), call.get().bytes(), received.array(), 0, rest);
            received.position(rest);
            Talk.write(channel, ByteBuffer.wrap(answer));
        }
        return true;
    }

    /**
     * @param bytes the length of the whole request
     */
    private record Call(String method, String path, String externalId, String body, int bytes) {}

    /** The request at the beginning of the received bytes; empty if it is not complete. */
    private Optional<Call> call() throws IOException {
        String text = new String(received.array(), 0, received.position(), StandardCharsets.ISO_8859_1);
        int headEnd = text.indexOf("\r\n\r\n");
        if (headEnd < 0) {
            if (!received.hasRemaining()) {
                throw new IOException("a request is longer than " + LONGEST_CALL + " bytes");
            }
            return Optional.empty();
        }
        int length = 0;
        String externalId = "";
        for (int at = text.indexOf("\r\n") + 2; at < headEnd; at = text.indexOf("\r\n", at) + 2) {
            int end = text.indexOf("\r\n", at);
            // Checks the first letter first, because most headers are not needed.
            int first = text.charAt(at) | 0x20;
            if (first == 'c' && text.regionMatches(true, at, LENGTH, 0, LENGTH.length())) {
                length = Integer.parseInt(
                        text.substring(at + LENGTH.length(), end).strip());
            } else if (first == 'x' && text.regionMatches(true, at, EXTERNAL_ID, 0, EXTERNAL_ID.length())) {
                externalId = text.substring(at + EXTERNAL_ID.length(), end).strip();
            }
        }
        int bytes = headEnd + 4 + length;
        if (bytes > LONGEST_CALL) {
            throw new IOException("a request is longer than " + LONGEST_CALL + " bytes");
        }
        if (received.position() < bytes) {
            return Optional.empty();
        }
        int methodEnd = text.indexOf(' ');
        return Optional.of(new Call(
                text.substring(0, methodEnd),
                text.substring(methodEnd + 1, text.indexOf(' ', methodEnd + 1)),
                externalId,
                text.substring(headEnd + 4, bytes),
                bytes));
    }

    private byte[] answerTo(Call call) {
        boolean isPost = call.method().equals("POST");
        if (isPost && call.path().equals(LOG_IN)) {
            return TOKEN.with(number);
        }
        Kept paid = isPost ? PAID.get(call.path()) : null;
        if (paid != null && !call.externalId().isEmpty()) {
            book.order(call.externalId(), call.body());
            return paid.with(++number);
        }
        if (call.method().equals("GET")) {
            // The reference is either the last part of the path or the parameter external_id.
            String asked = call.path()
                    .substring(1
                            + Math.max(call.path().lastIndexOf('/'), call.path().lastIndexOf('=')));
            return book.has(asked) ? CAME.with(number) : NEVER_CAME;
        }
        book.notUnderstood();
        return NOT_UNDERSTOOD;
    }

    private static byte[] answer(String status, String json) {
        String head = "HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: " + json.length();
        return (head + "\r\n\r\n" + json).getBytes(StandardCharsets.ISO_8859_1);
    }
}
