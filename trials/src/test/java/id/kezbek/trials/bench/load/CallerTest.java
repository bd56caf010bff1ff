package id.kezbek.trials.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CallerTest {

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
            // 0 makes the server send chunks, like a server that does not know the length.
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
    void keepsConnectionForEveryFormOfAnswer() throws IOException {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        List<String> calls = List.of("\"one\"", "\"two chunks\"", "\"closing\"", "\"bad chunks\"", "\"last\"");
        Iterator<String> next = calls.iterator();
        List<String> succeeded = new ArrayList<>();
        try (Selector selector = Selector.open();
                Caller caller = new Caller(
                        address,
                        selector,
                        "/x",
                        "token",
                        () -> new Caller.Call(next.next(), ""),
                        call -> succeeded.add(call.json()))) {
            for (int call = 0; call < calls.size(); call++) {
                caller.send();
                boolean whole = false;
                while (!whole) {
                    assertThat(selector.select(10_000)).isPositive();
                    selector.selectedKeys().clear();
                    whole = caller.receive();
                }
            }
            assertThat(caller.latencies().getTotalCount()).isEqualTo(calls.size());
            assertThat(caller.errors()).isEqualTo(1);
            assertThat(caller.firstError()).startsWith("400 ").contains("{\"echo\":\"bad chunks\"}");
        }
        assertThat(succeeded).containsExactly("\"one\"", "\"two chunks\"", "\"closing\"", "\"last\"");
        assertThat(received).hasSize(calls.size()).first().isEqualTo("Bearer token \"one\"");
    }

    @Test
    void readsAnswerInPieces() throws IOException {
        byte[] plain = "HTTP/1.1 200 \r\nContent-Length: 4\r\n\r\nbody".getBytes(StandardCharsets.ISO_8859_1);
        byte[] chunked = "HTTP/1.1 400 \r\ntransfer-encoding: chunked\r\n\r\n3\r\nbod\r\n1\r\ny\r\n0\r\n\r\n"
                .getBytes(StandardCharsets.ISO_8859_1);
        for (byte[] answer : List.of(plain, chunked)) {
            for (int length = 0; length < answer.length; length++) {
                assertThat(Reply.read(answer, length)).isEmpty();
            }
        }
        assertThat(Reply.read(plain, plain.length)).contains(new Reply(200, "", false, plain.length));
        assertThat(Reply.read(chunked, chunked.length))
                .contains(new Reply(400, "3\r\nbod\r\n1\r\ny\r\n0\r\n\r\n", false, chunked.length));
    }
}
