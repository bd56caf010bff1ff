package id.kezbek.adapters.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import id.kezbek.access.UserPool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.json.JsonMapper;

/**
 * A proxy between an engine and a user pool. It forwards requests. For selected requests it returns errors in the
 * words of Cognito's documentation, which no simulator returns.
 */
public final class CognitoDoor implements AutoCloseable {

    private static final String OPERATION = "X-Amz-Target";

    /**
     * @param holding a text in the request's body
     */
    private record Refused(String operation, String holding, int status, String error, String words) {

        boolean isFor(String target, String body) {
            return target.endsWith("." + operation) && body.contains(holding);
        }
    }

    private final CognitoUnderTest cognito;
    private final HttpServer server;
    private final HttpClient beyond = HttpClient.newHttpClient();
    private final ExecutorService answering = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Refused> refused = new CopyOnWriteArrayList<>();
    private volatile Runnable meanwhile = () -> {};

    public CognitoDoor(CognitoUnderTest cognito) throws IOException {
        this.cognito = cognito;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(answering);
        server.createContext("/", this::answer);
        server.start();
    }

    public UserPool pool() {
        return cognito.poolAt(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    /** From now on, requests of this operation whose body contains the text are refused. */
    public void refuse(String operation, String holding, int status, String error, String words) {
        refused.add(new Refused(operation, holding, status, error, words));
    }

    /** Runs work during a request, as another process could. */
    public void meanwhile(Runnable work) {
        meanwhile = work;
    }

    public void letAllThrough() {
        refused.clear();
        meanwhile = () -> {};
    }

    private void answer(HttpExchange call) throws IOException {
        try (call) {
            meanwhile.run();
            String target = call.getRequestHeaders().getFirst(OPERATION);
            byte[] body = call.getRequestBody().readAllBytes();
            String text = new String(body, StandardCharsets.UTF_8);
            for (Refused one : refused) {
                if (one.isFor(target, text)) {
                    write(
                            call,
                            one.status(),
                            JsonMapper.shared()
                                    .writeValueAsBytes(Map.of("__type", one.error(), "message", one.words())));
                    return;
                }
            }
            HttpResponse<byte[]> through = through(call, target, body);
            write(call, through.statusCode(), through.body());
        }
    }

    private HttpResponse<byte[]> through(HttpExchange call, String target, byte[] body) throws IOException {
        try {
            return beyond.send(
                    HttpRequest.newBuilder(cognito.endpoint())
                            .header(OPERATION, target)
                            .header("Content-Type", call.getRequestHeaders().getFirst("Content-Type"))
                            .header("Authorization", call.getRequestHeaders().getFirst("Authorization"))
                            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException(stopped);
        }
    }

    private static void write(HttpExchange call, int status, byte[] body) throws IOException {
        call.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
        call.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        call.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        answering.close();
        beyond.close();
    }
}
