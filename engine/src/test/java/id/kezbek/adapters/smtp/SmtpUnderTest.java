package id.kezbek.adapters.smtp;

import id.kezbek.shared.Eventually;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** An SMTP server that treats the connections that a client keeps as real ones do. */
final class SmtpUnderTest implements AutoCloseable {

    /** What it does to a connection. */
    enum Manner {
        POLITE,
        CLOSES_IDLE,
        SAYS_421_TO_THE_SECOND,
        SAYS_452_TO_THE_SECOND,
        SAYS_421_OF_THE_SECOND_RECIPIENT,
        CLOSES_AT_THE_SECOND,
        TAKES_THE_SECOND_AND_CLOSES
    }

    private final ServerSocket listening;
    private final Manner manner;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger taken = new AtomicInteger();

    private final Thread accepting = Thread.ofVirtual().unstarted(this::accept);

    private SmtpUnderTest(ServerSocket listening, Manner manner) {
        this.listening = listening;
        this.manner = manner;
    }

    static SmtpUnderTest start(Manner manner) throws IOException {
        SmtpUnderTest server = new SmtpUnderTest(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), manner);
        server.accepting.start();
        return server;
    }

    int port() {
        return listening.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    int open() {
        return open.size();
    }

    int taken() {
        return taken.get();
    }

    /** Waits until it has closed what it closes without being asked. */
    void awaitItsWill() {
        if (manner == Manner.CLOSES_IDLE) {
            Eventually.holds("it has closed what is idle", () -> open.isEmpty());
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket caller = listening.accept();
                open.add(caller);
                connections.incrementAndGet();
                Thread.startVirtualThread(() -> serve(caller));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket caller) {
        try (caller;
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(caller.getInputStream(), StandardCharsets.US_ASCII))) {
            answer(caller, "220 ready");
            int emails = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                boolean isSecond = emails == 1;
                switch (line.substring(0, Math.min(4, line.length()))) {
                    case "MAIL" -> {
                        if (isSecond && manner == Manner.CLOSES_AT_THE_SECOND) {
                            return;
                        }
                        if (isSecond && manner == Manner.SAYS_421_TO_THE_SECOND) {
                            answer(caller, "421 4.7.0 too many messages in this connection");
                            return;
                        }
                        boolean isEnough = isSecond && manner == Manner.SAYS_452_TO_THE_SECOND;
                        answer(caller, isEnough ? "452 4.3.0 too many messages in this connection" : "250 ok");
                    }
                    case "RCPT" -> {
                        if (isSecond && manner == Manner.SAYS_421_OF_THE_SECOND_RECIPIENT) {
                            answer(caller, "421 4.7.0 come back later");
                            return;
                        }
                        answer(caller, "250 ok");
                    }
                    case "DATA" -> {
                        answer(caller, "354 go on");
                        while (!".".equals(lines.readLine())) {
                            // The e-mail itself.
                        }
                        taken.incrementAndGet();
                        if (isSecond && manner == Manner.TAKES_THE_SECOND_AND_CLOSES) {
                            return;
                        }
                        answer(caller, "250 taken");
                        emails++;
                        if (manner == Manner.CLOSES_IDLE) {
                            return;
                        }
                    }
                    case "QUIT" -> {
                        answer(caller, "221 bye");
                        return;
                    }
                    default -> answer(caller, "250 ok");
                }
            }
        } catch (IOException gone) {
            // The client has heard enough.
        } finally {
            open.remove(caller);
        }
    }

    private static void answer(Socket caller, String line) throws IOException {
        OutputStream out = caller.getOutputStream();
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        try {
            accepting.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        for (Socket caller : open) {
            caller.close();
        }
    }
}
