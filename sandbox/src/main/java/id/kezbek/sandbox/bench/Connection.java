package id.kezbek.sandbox.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One kept-alive HTTP/1.1 connection that posts JSON and reads just enough of the answer: its status and its length. A
 * full client would cost the machine more than the engine's own HTTP does, and both share it.
 */
final class Connection implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 30_000;
    private static final int LONGEST_HEAD = 8_192;
    private static final int SHOWN_OF_A_REFUSAL = 300;

    /** A status and, where it is no success, the beginning of the body. */
    record Reply(int status, String refusal) {

        boolean succeeded() {
            return status == 200;
        }
    }

    /** What an answer begins with; after the last one the server closes the connection. */
    private record Head(int status, int length, boolean chunked, boolean last) {}

    /** The socket and its two directions, replaced together. */
    private record Wire(Socket socket, InputStream in, OutputStream out) {

        static Wire to(URI server) throws IOException {
            Socket socket = new Socket();
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), TIMEOUT_MILLIS);
            return new Wire(socket, socket.getInputStream(), socket.getOutputStream());
        }
    }

    private final URI server;
    private final String head;
    private Wire wire;
    private final byte[] buffer = new byte[LONGEST_HEAD];
    private int filled;
    private int position;

    Connection(URI server, String path, String token) throws IOException {
        this.server = server;
        wire = Wire.to(server);
        head = "POST " + path + " HTTP/1.1\r\nHost: " + server.getAuthority() + "\r\nAuthorization: Bearer " + token
                + "\r\nx-client-channel: B2BCLIENT\r\nAccept: application/json\r\nContent-Type: application/json"
                + "\r\nContent-Length: ";
    }

    Reply post(String json) throws IOException {
        // Bodies are plain ASCII, so characters are bytes.
        wire.out().write((head + json.length() + "\r\n\r\n" + json).getBytes(StandardCharsets.ISO_8859_1));
        wire.out().flush();
        return read();
    }

    private Reply read() throws IOException {
        Head answer = readHead();
        StringBuilder refusal = answer.status() == 200 ? null : new StringBuilder();
        if (answer.chunked()) {
            for (int size = chunkSize(); size > 0; size = chunkSize()) {
                skip(size, refusal);
                line();
            }
            line();
        } else {
            skip(answer.length(), refusal);
        }
        if (answer.last()) {
            // Servers end a connection after so many requests; a client takes a new one.
            wire.socket().close();
            wire = Wire.to(server);
        }
        return new Reply(answer.status(), refusal == null ? "" : refusal.toString());
    }

    private Head readHead() throws IOException {
        int status = Integer.parseInt(line().substring(9, 12));
        int length = 0;
        boolean chunked = false;
        boolean last = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Integer.parseInt(header.substring(15).strip());
            }
            chunked |= header.equalsIgnoreCase("transfer-encoding: chunked");
            last |= header.equalsIgnoreCase("connection: close");
        }
        return new Head(status, length, chunked, last);
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(line().strip(), 16);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int c = next(); c != '\n'; c = next()) {
            if (c != '\r') {
                line.append((char) c);
            }
            if (line.length() > LONGEST_HEAD) {
                throw new IOException("the answer's head has a line without end");
            }
        }
        return line.toString();
    }

    private void skip(int bytes, @Nullable StringBuilder kept) throws IOException {
        for (int i = 0; i < bytes; i++) {
            int c = next();
            if (kept != null && kept.length() < SHOWN_OF_A_REFUSAL) {
                kept.append((char) c);
            }
        }
    }

    private int next() throws IOException {
        if (position == filled) {
            filled = wire.in().read(buffer);
            position = 0;
            if (filled <= 0) {
                filled = 0;
                throw new EOFException("the engine closed the connection");
            }
        }
        return buffer[position++] & 0xFF;
    }

    @Override
    public void close() throws IOException {
        wire.socket().close();
    }
}
