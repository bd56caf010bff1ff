package id.kezbek.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** Forwards the bytes between two connections until one of them ends; then closes both. */
final class BothWays {

    private static final int BUFFER_BYTES = 8192;

    /** The condition for forwarding a piece of data. */
    interface Gate {

        /** If it returns false, the piece is dropped and the connections end. */
        boolean opens() throws InterruptedException;
    }

    private BothWays() {}

    static void carry(Socket one, Socket other) {
        carry(one, other, () -> true);
    }

    static void carry(Socket one, Socket other, Gate gate) {
        Thread back = Thread.ofVirtual().start(() -> copy(other, one, () -> true));
        copy(one, other, gate);
        try {
            back.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(Socket from, Socket to, Gate gate) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0 && gate.opens(); read = in.read(buffer)) {
                out.write(buffer, 0, read);
                out.flush();
            }
        } catch (IOException cut) {
            // Closing both connections ends the other direction too.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
