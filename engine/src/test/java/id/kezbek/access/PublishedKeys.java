package id.kezbek.access;

import com.nimbusds.jose.jwk.JWKSet;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** The address at which a pool publishes its keys. A test can change or remove them and count the requests. */
public final class PublishedKeys implements AutoCloseable {

    private final HttpServer server;
    private final AtomicInteger fetches = new AtomicInteger();
    private volatile String keys;
    private volatile boolean isAway;

    public PublishedKeys(String keys) throws IOException {
        this.keys = keys;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", call -> {
            fetches.incrementAndGet();
            byte[] body = this.keys.getBytes(StandardCharsets.UTF_8);
            call.sendResponseHeaders(isAway ? 503 : 200, body.length);
            call.getResponseBody().write(body);
            call.close();
        });
        server.start();
    }

    public void publish(JWKSet set) {
        publish(set.toString());
    }

    public void publish(String set) {
        keys = set;
    }

    public void goAway() {
        isAway = true;
    }

    public int fetches() {
        return fetches.get();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/keys";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
