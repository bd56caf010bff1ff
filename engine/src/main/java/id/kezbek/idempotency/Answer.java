package id.kezbek.idempotency;

import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * An operation's response: the status, the headers that the operation set, and the exact body. The stored response does
 * not contain headers that belong to a single request, for example the request id.
 */
record Answer(int status, List<Header> headers, byte[] body) {

    record Header(String name, String value) {}

    private static final int FIRST_REFUSING_STATUS = 400;

    /** Whether the operation succeeded. Only successful responses are stored, never refusals or errors. */
    boolean isSuccess() {
        return status < FIRST_REFUSING_STATUS;
    }

    void write(HttpServletResponse response) throws IOException {
        response.setStatus(status);
        headers.forEach(header -> response.addHeader(header.name(), header.value()));
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length + 128);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(status);
            out.writeInt(headers.size());
            for (Header header : headers) {
                out.writeUTF(header.name());
                out.writeUTF(header.value());
            }
            out.write(body);
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
        return bytes.toByteArray();
    }

    static Answer of(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int status = in.readInt();
            int count = in.readInt();
            List<Header> headers = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                headers.add(new Header(in.readUTF(), in.readUTF()));
            }
            return new Answer(status, List.copyOf(headers), in.readAllBytes());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public String toString() {
        return "Answer[" + status + ", " + body.length + " bytes]";
    }
}
