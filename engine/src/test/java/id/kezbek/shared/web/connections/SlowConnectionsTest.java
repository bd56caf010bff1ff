package id.kezbek.shared.web.connections;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.shared.Eventually;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A separate server with short time limits, and callers that write directly to sockets. */
@Timeout(60)
class SlowConnectionsTest {

    private static final String HEAD = "POST /read HTTP/1.1\r\nHost: engine\r\nConnection: close\r\n";
    private static final EdgeSettings SETTINGS =
            new EdgeSettings(3, List.of("127.0.0.9"), Duration.ofMillis(300), 1_000, Duration.ofSeconds(2), 1, 1);

    @TempDir
    private Path folder;

    private final Queue<String> refused = new ConcurrentLinkedQueue<>();
    private final Tomcat tomcat = new Tomcat();
    private final List<Socket> sockets = new ArrayList<>();
    private Connector connector = new Connector(PacedProtocol.class.getName());

    @BeforeEach
    void start() throws Exception {
        tomcat.setBaseDir(folder.toString());
        connector.setPort(0);
        ((PacedProtocol) connector.getProtocolHandler())
                .bound(
                        new PeerConnections(
                                SETTINGS.connectionsPerAddress(),
                                new TrustedProxies(SETTINGS.trustedProxies()),
                                refused::add),
                        Pace.of(SETTINGS));
        tomcat.setConnector(connector);
        var context = tomcat.addContext(
                "", Files.createDirectory(folder.resolve("files")).toString());
        Tomcat.addServlet(context, "reader", new Reader());
        context.addServletMappingDecoded("/", "reader");
        tomcat.start();
    }

    @AfterEach
    void stop() throws Exception {
        for (Socket socket : sockets) {
            socket.close();
        }
        tomcat.stop();
        tomcat.destroy();
    }

    @Test
    void answersNormalRequest() {
        assertThat(call("127.0.0.1")).startsWith("HTTP/1.1 200").endsWith("read 5");
        assertThat(refused).isEmpty();
    }

    @Test
    void closesSlowHeader() {
        Socket slow = connect("127.0.0.1");
        assertThat(bytesTaken(slow, HEAD + "X-Slow: ".repeat(1_000))).isLessThan(1_000);
        assertThat(refused).contains("127.0.0.1");
    }

    @Test
    void closesSlowBody() {
        Socket slow = connect("127.0.0.1");
        write(slow, HEAD + "Content-Length: 100000\r\n\r\n");
        assertThat(bytesTaken(slow, "x".repeat(1_000))).isLessThan(1_000);
        assertThat(refused).contains("127.0.0.1");
    }

    @Test
    void oneAddressDoesNotBlockOthers() {
        List<Socket> held = List.of(connect("127.0.0.1"), connect("127.0.0.1"), connect("127.0.0.1"));
        Eventually.holds("the fourth is closed", () -> isClosed(connect("127.0.0.1")));

        assertThat(call("127.0.0.2")).startsWith("HTTP/1.1 200");
        assertThat(refused).contains("127.0.0.1").doesNotContain("127.0.0.2");

        held.forEach(SlowConnectionsTest::close);
        Eventually.holds("its places are free again", () -> call("127.0.0.1").startsWith("HTTP/1.1 200"));
    }

    @Test
    void trustedProxiesHaveNoCap() {
        for (int connection = 0; connection < 2 * SETTINGS.connectionsPerAddress(); connection++) {
            connect("127.0.0.9");
        }
        assertThat(call("127.0.0.9")).startsWith("HTTP/1.1 200");
        assertThat(refused).isEmpty();
    }

    /** Writes a byte every 10 ms, a tenth of the minimum rate, until the server closes the connection. */
    private static int bytesTaken(Socket socket, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        try {
            socket.setSoTimeout(10);
            for (int sent = 0; sent < bytes.length; sent++) {
                socket.getOutputStream().write(bytes[sent]);
                if (hasAnswered(socket)) {
                    return sent;
                }
            }
            return bytes.length;
        } catch (IOException closed) {
            return 0;
        }
    }

    private static boolean hasAnswered(Socket socket) throws IOException {
        try {
            int first = socket.getInputStream().read();
            return first >= -1;
        } catch (java.net.SocketTimeoutException nothingYet) {
            return false;
        }
    }

    private static boolean isClosed(Socket socket) {
        try {
            socket.setSoTimeout(200);
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException open) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    private String call(String from) {
        Socket socket = connect(from);
        try (socket) {
            write(socket, HEAD + "Content-Length: 5\r\n\r\nhello");
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException reset) {
            return "";
        }
    }

    private Socket connect(String from) {
        try {
            Socket socket = new Socket();
            sockets.add(socket);
            socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
            socket.connect(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), connector.getLocalPort()));
            return socket;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void write(Socket socket, String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static final class Reader extends jakarta.servlet.http.HttpServlet {

        private static final long serialVersionUID = 1L;

        @Override
        protected void service(
                jakarta.servlet.http.HttpServletRequest request, jakarta.servlet.http.HttpServletResponse response)
                throws IOException {
            try (InputStream body = request.getInputStream()) {
                int read = body.readAllBytes().length;
                response.getOutputStream().print("read " + read);
            }
        }
    }
}
