package id.kezbek.sandbox.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectionTest {

    private final List<String> received = new ArrayList<>();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            received.add(exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
            int status = body.contains("bad") ? 400 : 200;
            byte[] answer = ("{\"echo\":" + body + "}").getBytes(StandardCharsets.UTF_8);
            if (body.contains("closing")) {
                exchange.getResponseHeaders().set("Connection", "close");
            }
            // 0 makes the server send chunks, as a server does that does not know the length.
            exchange.sendResponseHeaders(status, body.contains("chunks") ? 0 : answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void keepsTheConnectionWhateverTheAnswersForm() throws IOException {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        try (Connection connection = new Connection(address, "/x", "token")) {
            assertThat(connection.post("\"one\"").succeeded()).isTrue();
            assertThat(connection.post("\"two chunks\"").succeeded()).isTrue();
            assertThat(connection.post("\"bad\"")).isEqualTo(new Connection.Reply(400, "{\"echo\":\"bad\"}"));
            assertThat(connection.post("\"bad chunks\"").refusal()).isEqualTo("{\"echo\":\"bad chunks\"}");
            assertThat(connection.post("\"closing\"").succeeded()).isTrue();
            assertThat(connection.post("\"last\"").succeeded()).isTrue();
        }
        assertThat(received).hasSize(6).first().isEqualTo("Bearer token \"one\"");
    }
}
