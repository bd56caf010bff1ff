package id.kezbek.testing;

import id.kezbek.sandbox.parts.FreePort;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A proxy between an engine and one of its systems, always on the same port. A test sets its behaviour. */
public final class Passage implements AutoCloseable {

    /** The behaviour of the system. */
    public enum Way {
        OPEN,
        /** No process listens. */
        ABSENT,
        /** Connections are accepted and read, but never answered. */
        SILENT,
        /** Connections are accepted and reset. */
        RESETTING,
        /** It answers, in its own protocol, that the engine has no access. */
        REFUSING,
        /** All data to it arrives late. */
        SLOW
    }

    private static final int BUFFER_BYTES = 8192;
    /** Longer than any engine in a test waits for a checked system. */
    private static final Duration LATE = Duration.ofMillis(1_500);

    private static final int LINGER_NOT_AT_ALL = 0;

    private final int port = FreePort.choose();
    private final int to;
    private final Refusal refusal;
    private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
    private volatile Way way = Way.ABSENT;
    private volatile CountDownLatch wayChanges = new CountDownLatch(1);
    private @Nullable ServerSocket door;
    private @Nullable Thread doorkeeper;

    /** A refusal in the protocol: at the connection, or in answer to any request. */
    public enum Refusal {
        REDIS("", "-NOAUTH Authentication required.\r\n"),
        HTTP("", "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"),
        SMTP("554 5.7.1 Not for you\r\n", "554 5.7.1 Not for you\r\n");

        private final String greeting;
        private final String answer;

        Refusal(String greeting, String answer) {
            this.greeting = greeting;
            this.answer = answer;
        }
    }

    /**
     * @param to the system's own port on 127.0.0.1
     */
    public Passage(int to, Refusal refusal) {
        this.to = to;
        this.refusal = refusal;
    }

    public int port() {
        return port;
    }

    /** Sets the behaviour from now on. Existing connections are cut, as at the end of a system. */
    public synchronized void become(Way next) {
        wayChanges.countDown();
        shut();
        wayChanges = new CountDownLatch(1);
        way = next;
        if (next != Way.ABSENT) {
            try {
                ServerSocket listening = new ServerSocket();
                listening.setReuseAddress(true);
                listening.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                door = listening;
                doorkeeper = Thread.ofVirtual().name("passage").start(() -> serve(listening, next));
            } catch (IOException taken) {
                throw new UncheckedIOException(taken);
            }
        }
    }

    private void serve(ServerSocket listening, Way served) {
        while (!listening.isClosed()) {
            try {
                Socket caller = keep(listening.accept());
                Thread unused = Thread.ofVirtual().start(() -> answer(caller, served));
            } catch (IOException shut) {
                // The passage was closed, or the caller disconnected before it was accepted.
            }
        }
    }

    private void answer(Socket caller, Way served) {
        try (caller) {
            switch (served) {
                case OPEN -> carry(caller, Duration.ZERO);
                case SLOW -> carry(caller, LATE);
                case SILENT -> listen(caller);
                case RESETTING -> caller.setSoLinger(true, LINGER_NOT_AT_ALL);
                case REFUSING -> refuse(caller);
                case ABSENT -> throw new IllegalStateException("nobody listens");
            }
        } catch (IOException cut) {
            // Either side may disconnect at any time.
        } finally {
            open.remove(caller);
        }
    }

    private void carry(Socket caller, Duration late) throws IOException {
        CountDownLatch cut = wayChanges;
        try (Socket system = keep(new Socket(InetAddress.getLoopbackAddress(), to))) {
            BothWays.carry(caller, system, () -> !cut.await(late.toMillis(), TimeUnit.MILLISECONDS));
        }
    }

    private static void listen(Socket caller) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        InputStream in = caller.getInputStream();
        while (in.read(buffer) >= 0) {}
    }

    private void refuse(Socket caller) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        OutputStream out = caller.getOutputStream();
        out.write(refusal.greeting.getBytes(StandardCharsets.US_ASCII));
        out.flush();
        while (caller.getInputStream().read(buffer) >= 0) {
            out.write(refusal.answer.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            if (refusal == Refusal.HTTP) {
                return;
            }
        }
    }

    private <T extends Closeable> T keep(T socket) {
        open.add(socket);
        return socket;
    }

    private void shut() {
        try {
            if (door != null) {
                door.close();
                door = null;
            }
            if (doorkeeper != null) {
                // The port is free only after the accepting thread has ended, a moment after the close.
                doorkeeper.join();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        for (Closeable socket : open) {
            try {
                socket.close();
            } catch (IOException alreadyGone) {
                // This is the intended result.
            }
            open.remove(socket);
        }
    }

    /** The current behaviour. */
    public Way way() {
        return way;
    }

    @Override
    public synchronized void close() {
        shut();
    }
}
