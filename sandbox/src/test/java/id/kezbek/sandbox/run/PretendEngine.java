package id.kezbek.sandbox.run;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.FileReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Properties;

/**
 * A process that behaves like the engine towards the supervisor: it reads its properties, becomes ready, serves and
 * ends.
 */
final class PretendEngine {

    /** Its behaviour: {@code serve}, {@code dawdle}, {@code refuse} or {@code crash}. */
    static final String CONDUCT = "pretend.conduct";

    private static final String LOCATION = "--spring.config.additional-location=file:";

    private PretendEngine() {}

    static EngineProcess.Program program() {
        return new EngineProcess.Program.ClassPath(
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                PretendEngine.class.getName());
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        String conduct = System.getProperty(CONDUCT, "serve");
        if (conduct.equals("refuse")) {
            System.err.println("cezbek: the database turned fsync off; turn it on");
            System.exit(1);
        }
        if (conduct.equals("crash")) {
            System.exit(3);
        }
        if (conduct.equals("dawdle")) {
            // Never ready: it runs until it is stopped.
            Thread.currentThread().join();
        }
        serve(properties(arguments[0].substring(LOCATION.length())));
    }

    private static Properties properties(String file) throws IOException {
        Properties properties = new Properties();
        try (FileReader reader = new FileReader(Path.of(file).toFile(), StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        return properties;
    }

    private static void serve(Properties properties) throws IOException {
        HttpServer server = HttpServer.create(
                new InetSocketAddress(
                        properties.getProperty("server.address"),
                        Integer.parseInt(properties.getProperty("server.port"))),
                0);
        server.createContext("/readyz", exchange -> answer(exchange, "UP"));
        server.createContext("/api/ping", exchange -> answer(exchange, "pong"));
        server.createContext(
                "/property",
                exchange -> answer(
                        exchange,
                        properties.getProperty(exchange.getRequestURI().getQuery(), "")));
        server.start();
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
