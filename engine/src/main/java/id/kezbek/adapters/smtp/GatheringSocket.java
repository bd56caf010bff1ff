package id.kezbek.adapters.smtp;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;

/**
 * A socket that can buffer small writes and send them together with the next write. Jakarta Mail flushes after each
 * command and after each 8 KB. Each write costs a system call and often wakes the server.
 */
final class GatheringSocket extends Socket {

    /** The maximum size of the buffer. For larger writes, buffering saves no time. */
    private static final int HELD_MAX = 64 * 1024;

    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private boolean isGathering;

    /** Buffers the next writes. */
    void gather() {
        isGathering = true;
    }

    /** The next write also sends all buffered bytes, in one piece. */
    void sendWithNext() {
        isGathering = false;
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new FilterOutputStream(super.getOutputStream()) {

            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                if (held.size() == 0 && !isGathering) {
                    out.write(bytes, from, length);
                    return;
                }
                held.write(bytes, from, length);
                if (!isGathering || held.size() > HELD_MAX) {
                    held.writeTo(out);
                    held.reset();
                }
            }
        };
    }
}
