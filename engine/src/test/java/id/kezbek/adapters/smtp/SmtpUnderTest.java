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
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** An SMTP server that treats kept connections as real servers do. */
final class SmtpUnderTest implements AutoCloseable {

    /** The server's behaviour on a connection. */
    enum Manner {
        POLITE,
        CLOSES_IDLE,
        SAYS_421_TO_THE_SECOND,
        SAYS_452_TO_THE_SECOND,
        SAYS_421_OF_THE_SECOND_RECIPIENT,
        CLOSES_AT_THE_SECOND,
        TAKES_THE_SECOND_AND_CLOSES,
        /** Without PIPELINING. */
        TAKES_ONE_COMMAND_AT_A_TIME,
        /** With PIPELINING, it answers after it has all commands of an e-mail, which must arrive in one piece. */
        ANSWERS_ALL_AT_ONCE,
        REJECTS_THE_SECOND_RECIPIENT,
        /** With PIPELINING and DSN. */
        NOTIFIES,
        /** With STARTTLS. */
        STARTS_TLS,
        /** Violates RFC 2920. */
        REJECTS_THE_SECOND_RECIPIENT_AND_WANTS_CONTENT
    }

    private final ServerSocket listening;
    private final Manner manner;
    private final @Nullable SSLContext tls;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger taken = new AtomicInteger();

    private final AtomicInteger notified = new AtomicInteger();

    private final AtomicInteger contentChars = new AtomicInteger();

    private final Thread accepting = Thread.ofVirtual().unstarted(this::accept);

    private SmtpUnderTest(ServerSocket listening, Manner manner, @Nullable SSLContext tls) {
        this.listening = listening;
        this.manner = manner;
        this.tls = tls;
    }

    static SmtpUnderTest start(Manner manner) throws IOException {
        return start(manner, null);
    }

    /** @param tls used after STARTTLS */
    static SmtpUnderTest start(Manner manner, @Nullable SSLContext tls) throws IOException {
        SmtpUnderTest server =
                new SmtpUnderTest(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), manner, tls);
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

    /** The recipients with requested notifications of failures. */
    int notified() {
        return notified.get();
    }

    /** The characters of all accepted content, without line ends. */
    int contentChars() {
        return contentChars.get();
    }

    /** Waits until the server has closed the connections that it closes by itself. */
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
            // The test has ended.
        }
    }

    private void serve(Socket caller) {
        try (caller) {
            answer(caller, "220 ready");
            converse(caller);
        } catch (IOException gone) {
            // The client has closed the connection.
        } finally {
            open.remove(caller);
        }
    }

    private void converse(Socket caller) throws IOException {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(caller.getInputStream(), StandardCharsets.US_ASCII))) {
            int emails = 0;
            boolean isRejected = false;
            String held = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                boolean isSecond = emails == 1;
                switch (line.substring(0, Math.min(4, line.length()))) {
                    case "EHLO" ->
                        answer(
                                caller,
                                switch (manner) {
                                    case TAKES_ONE_COMMAND_AT_A_TIME -> "250 here";
                                    case NOTIFIES -> "250-here\r\n250-DSN\r\n250 PIPELINING";
                                    case STARTS_TLS -> "250-here\r\n250-STARTTLS\r\n250 PIPELINING";
                                    default -> "250-here\r\n250 PIPELINING";
                                });
                    case "STAR" -> {
                        answer(caller, "220 go on");
                        converse(encrypted(caller));
                        return;
                    }
                    case "MAIL" -> {
                        isRejected = false;
                        if (isSecond && manner == Manner.CLOSES_AT_THE_SECOND) {
                            return;
                        }
                        if (isSecond && manner == Manner.SAYS_421_TO_THE_SECOND) {
                            answer(caller, "421 4.7.0 too many messages in this connection");
                            return;
                        }
                        if (isSecond && manner == Manner.SAYS_452_TO_THE_SECOND) {
                            isRejected = true;
                            answer(caller, "452 4.3.0 too many messages in this connection");
                        } else if (manner == Manner.ANSWERS_ALL_AT_ONCE) {
                            held = lines.ready() ? "250 ok\r\n250 ok\r\n" : "451 in pieces\r\n503 MAIL first\r\n";
                        } else if (manner == Manner.TAKES_ONE_COMMAND_AT_A_TIME) {
                            // Only data that the client sent ahead could be available.
                            isRejected = lines.ready();
                            answer(caller, isRejected ? "503 5.5.1 not in a pipeline" : "250 ok");
                        } else {
                            answer(caller, "250 ok");
                        }
                    }
                    case "RCPT" -> {
                        if (line.endsWith(" NOTIFY=FAILURE")) {
                            notified.incrementAndGet();
                        }
                        if (isSecond && manner == Manner.SAYS_421_OF_THE_SECOND_RECIPIENT) {
                            answer(caller, "421 4.7.0 come back later");
                            return;
                        }
                        if (isSecond && manner.name().startsWith("REJECTS_THE_SECOND_RECIPIENT")) {
                            isRejected = manner == Manner.REJECTS_THE_SECOND_RECIPIENT;
                            emails++;
                            answer(caller, "550 5.1.1 no such mailbox here");
                        } else if (isRejected) {
                            answer(caller, "503 5.5.1 MAIL first");
                        } else if (held.isEmpty()) {
                            answer(caller, "250 ok");
                        }
                    }
                    case "DATA" -> {
                        if (isRejected) {
                            answer(caller, "503 5.5.1 RCPT first");
                            continue;
                        }
                        answer(caller, held + "354 go on");
                        held = "";
                        for (String text = lines.readLine(); !".".equals(text); text = lines.readLine()) {
                            if (text == null) {
                                return;
                            }
                            contentChars.addAndGet(text.length());
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
        }
    }

    private Socket encrypted(Socket caller) throws IOException {
        SSLSocket socket = (SSLSocket)
                Objects.requireNonNull(tls).getSocketFactory().createSocket(caller, null, caller.getPort(), true);
        socket.setUseClientMode(false);
        return socket;
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
