package id.kezbek.sandbox.providers.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** The provider's response to the caller. */
public record Answer(int status, String contentType, Body body) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** The content of a response. */
    public sealed interface Body {

        /** Content in memory, for all responses of providers. */
        record Whole(String text) implements Body {}

        /**
         * Content that is created while it is sent, so a large book is never in memory as text. The server opens the
         * content more than once, because it also reads the beginning for its log.
         */
        record Streamed(Supplier<Stream<String>> pieces) implements Body {

            public InputStream open() {
                return new PieceStream(pieces.get().iterator());
            }
        }
    }

    public static Answer json(int status, Object value) {
        return new Answer(status, "application/json", new Body.Whole(JSON.writeValueAsString(value)));
    }

    public static Answer message(int status, String message) {
        return json(status, Map.of("message", message));
    }

    public static Answer text(int status, String contentType, String text) {
        return new Answer(status, contentType, new Body.Whole(text));
    }

    public static Answer streamed(String contentType, Supplier<Stream<String>> pieces) {
        return new Answer(200, contentType, new Body.Streamed(pieces));
    }

    public static Answer notFound() {
        return message(404, "There is nothing here.");
    }

    public static Answer badField(BadField bad) {
        return json(400, Map.of("field", bad.field(), "message", bad.getMessage()));
    }

    /** A response with status 200 and only the first half of the text, so that no JSON parser accepts it. */
    public Answer garbled() {
        return switch (body) {
            case Body.Whole whole ->
                text(200, contentType, whole.text().substring(0, whole.text().length() / 2));
            case Body.Streamed _ -> this;
        };
    }

    /** Reads one piece of text at a time. */
    private static final class PieceStream extends InputStream {

        private final Iterator<String> pieces;
        private InputStream current = InputStream.nullInputStream();

        PieceStream(Iterator<String> pieces) {
            this.pieces = pieces;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = current.read(target, offset, length);
            while (count < 0 && pieces.hasNext()) {
                current = new ByteArrayInputStream(pieces.next().getBytes(StandardCharsets.UTF_8));
                count = current.read(target, offset, length);
            }
            return count;
        }
    }
}
