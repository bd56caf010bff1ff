package id.kezbek.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** Carries the bytes of two connections to each other until one of them ends; then both are closed. */
final class BothWays {

    private static final int BUFFER_BYTES = 8192;

    /** What each piece of the one waits for on its way to the other. */
    interface Gate {

        /** Where it does not open, the piece never arrives, and the connections end. */
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
            // Closing both tells the other direction.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
