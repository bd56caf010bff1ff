package id.kezbek.idempotency;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * Buffers an operation's response until its transaction is committed. So the engine can still return an error if the
 * commit fails.
 */
final class HeldResponse extends HttpServletResponseWrapper {

    private final HttpHeaders headers = new HttpHeaders();
    private final HeldStream stream = new HeldStream();
    private int status = HttpStatus.OK.value();

    HeldResponse(HttpServletResponse response) {
        super(response);
    }

    Answer answer() {
        List<Answer.Header> set = headers.headerSet().stream()
                .filter(header -> !header.getKey().equalsIgnoreCase(HttpHeaders.CONTENT_LENGTH))
                .flatMap(header -> header.getValue().stream().map(value -> new Answer.Header(header.getKey(), value)))
                .toList();
        return new Answer(status, set, stream.bytes.toByteArray());
    }

    @Override
    public void setStatus(int given) {
        status = given;
    }

    @Override
    public int getStatus() {
        return status;
    }

    @Override
    public void setHeader(String name, @Nullable String value) {
        if (value == null) {
            headers.remove(name);
        } else {
            headers.set(name, value);
        }
    }

    @Override
    public void addHeader(String name, String value) {
        headers.add(name, value);
    }

    @Override
    public void setIntHeader(String name, int value) {
        setHeader(name, Integer.toString(value));
    }

    @Override
    public void addIntHeader(String name, int value) {
        addHeader(name, Integer.toString(value));
    }

    @Override
    public void setDateHeader(String name, long millis) {
        headers.setDate(name, millis);
    }

    @Override
    public void addDateHeader(String name, long millis) {
        headers.setDate(name, millis);
    }

    @Override
    public boolean containsHeader(String name) {
        return headers.containsHeader(name) || super.containsHeader(name);
    }

    @Override
    public @Nullable String getHeader(String name) {
        return headers.containsHeader(name) ? headers.getFirst(name) : super.getHeader(name);
    }

    @Override
    public Collection<String> getHeaders(String name) {
        return headers.containsHeader(name) ? headers.getOrEmpty(name) : super.getHeaders(name);
    }

    @Override
    public Collection<String> getHeaderNames() {
        return headers.headerNames();
    }

    @Override
    public void setContentType(@Nullable String type) {
        setHeader(HttpHeaders.CONTENT_TYPE, type);
    }

    @Override
    public @Nullable String getContentType() {
        return headers.getFirst(HttpHeaders.CONTENT_TYPE);
    }

    @Override
    public void setCharacterEncoding(@Nullable String encoding) {
        // JSON is always UTF-8, and its media type has no encoding.
    }

    @Override
    public void setContentLength(int length) {
        // The call is ignored: the final length is written together with the body.
    }

    @Override
    public void setContentLengthLong(long length) {
        // The call is ignored: the final length is written together with the body.
    }

    @Override
    public ServletOutputStream getOutputStream() {
        return stream;
    }

    @Override
    public PrintWriter getWriter() {
        throw new UnsupportedOperationException(
                "An operation with an Idempotency-Key must not write to the response; its method must return the body");
    }

    @Override
    public void addCookie(Cookie cookie) {
        throw new UnsupportedOperationException("An operation with an Idempotency-Key must not set cookies");
    }

    @Override
    public void sendError(int code, @Nullable String message) {
        throw new UnsupportedOperationException(
                "An operation with an Idempotency-Key must throw a Refusal instead of calling sendError");
    }

    @Override
    public void sendError(int code) {
        sendError(code, null);
    }

    @Override
    public void flushBuffer() {
        // The method does nothing: the response is buffered until the commit.
    }

    @Override
    public boolean isCommitted() {
        return false;
    }

    private static final class HeldStream extends ServletOutputStream {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public void write(int one) {
            bytes.write(one);
        }

        @Override
        public void write(byte[] some, int offset, int length) {
            bytes.write(some, offset, length);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException("An operation with an Idempotency-Key must respond synchronously");
        }
    }
}
