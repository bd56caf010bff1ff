package id.kezbek.trials.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import id.kezbek.trials.bench.Measured;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final Duration STANDSTILL = Duration.ofMillis(300);

    @Test
    void callsThatAServerKeepsWaitingHaveWaitedSinceTheyWereDue() throws IOException {
        AtomicInteger calls = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext("/", exchange -> {
            if (calls.incrementAndGet() == 1) {
                // A server that stops once for some time.
                LockSupport.parkNanos(STANDSTILL.toNanos());
            }
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        try (Selector selector = Selector.open();
                Caller caller =
                        new Caller(address, selector, "/", "token", () -> new Caller.Call("{}", ""), answered -> {})) {
            long began = System.nanoTime();
            LoadGenerator.keepPace(selector, List.of(caller), new LoadGenerator.Pace(began, 100, began + 500_000_000));
            assertThat(calls).hasValue(50);
            assertThat(caller.errors()).isZero();
            // A closed loop would have counted one slow request; ten were due in the first third of the stop.
            assertThat(caller.latencies().getCountBetweenValues(200_000, Measured.LONGEST_MICROS))
                    .isGreaterThanOrEqualTo(10);
        } finally {
            server.stop(0);
        }
    }
}
