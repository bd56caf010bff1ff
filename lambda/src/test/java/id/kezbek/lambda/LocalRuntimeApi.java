package id.kezbek.lambda;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Lambda's documented runtime API on the loopback interface. It gives each request for work one event and receives the
 * answer or the error.
 */
final class LocalRuntimeApi implements AutoCloseable {

    /** The result of an event. */
    record Answer(boolean failed, String body) {}

    private static final String PREFIX = "/2018-06-01/runtime/";
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final int WAITING_MAX = 1;

    private final BlockingQueue<String> events = new ArrayBlockingQueue<>(WAITING_MAX);
    private final BlockingQueue<Answer> answers = new ArrayBlockingQueue<>(WAITING_MAX);
    private final CountDownLatch ready = new CountDownLatch(1);
    private final HttpServer server;

    LocalRuntimeApi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(PREFIX, this::serve);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Waits until the function is loaded and requests its first event. */
    boolean awaitReady() throws InterruptedException {
        return ready.await(LONGEST.toSeconds(), TimeUnit.SECONDS);
    }

    Answer invoke(String event) throws InterruptedException {
        events.put(event);
        Answer answer = answers.poll(LONGEST.toSeconds(), TimeUnit.SECONDS);
        if (answer == null) {
            throw new AssertionError("the function did not answer within " + LONGEST);
        }
        return answer;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath().substring(PREFIX.length());
            if (path.equals("invocation/next")) {
                handOut(exchange);
            } else {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(202, -1);
                answers.put(new Answer(!path.endsWith("/response"), body));
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void handOut(HttpExchange exchange) throws IOException, InterruptedException {
        ready.countDown();
        byte[] event = events.take().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders()
                .add("Lambda-Runtime-Aws-Request-Id", UUID.randomUUID().toString());
        exchange.getResponseHeaders()
                .add("Lambda-Runtime-Deadline-Ms", Long.toString(System.currentTimeMillis() + LONGEST.toMillis()));
        exchange.getResponseHeaders()
                .add(
                        "Lambda-Runtime-Invoked-Function-Arn",
                        "arn:aws:lambda:ap-southeast-3:123456789012:function:cezbek-triggers");
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, event.length);
        exchange.getResponseBody().write(event);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
