package id.kezbek.sandbox.snap;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * A provider with the protocol SNAP, on a free port of this machine. Each start creates new keys and credentials; no
 * data survives a stop.
 */
public abstract class SnapSandbox implements AutoCloseable {

    /** A movement of money; the amount is whole rupiah, negative for a reversal. */
    public record Movement(String reference, String number, long amount) {}

    private static final int KEY_BITS = 2_048;

    /** One key pair per process, because the creation takes a second. */
    private static final KeyPair KEYS = keys();

    private final String name;
    private final String merchantId = "merchant-" + UUID.randomUUID().toString().substring(0, 8);
    private final String clientId = "client-" + UUID.randomUUID().toString().substring(0, 8);
    private final String clientSecret = UUID.randomUUID().toString();
    private final SnapBook book = new SnapBook();
    private final SnapApi api;
    private volatile Consumer<SnapBook.TopUp> listener = topUp -> {};
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** @param name the provider's name in the engine's settings */
    SnapSandbox(String name, Variant variant, Clock clock) {
        this.name = name;
        this.api = new SnapApi(
                variant,
                book,
                new SnapCredentials(clientId, clientSecret, merchantId, KEYS.getPublic()),
                clock,
                topUp -> listener.accept(topUp));
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("The sandbox of " + name + " cannot listen", e);
        }
        server.setExecutor(threads);
        server.createContext("/", api);
        server.start();
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime has no RSA", e);
        }
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The engine's settings for this provider. */
    public Map<String, String> engineProperties() {
        String prefix = "cezbek.providers." + name + ".";
        Map<String, String> properties = new TreeMap<>();
        properties.put(prefix + "base-url", url().toString());
        properties.put(prefix + "username", clientId);
        properties.put(prefix + "password", clientSecret);
        properties.put(prefix + "private-key", privateKey());
        return properties;
    }

    /** The client's private key, as PEM. */
    public String privateKey() {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(KEYS.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    final String merchantId() {
        return merchantId;
    }

    /** Calls a listener with each top-up that has ended. */
    final void onEnd(Consumer<SnapBook.TopUp> next) {
        listener = next;
    }

    /** The number of inquiries about accounts. */
    public int accountsAsked() {
        return api.accountsAsked();
    }

    /** Our balance at the provider, in rupiah. */
    public long floatOf() {
        return book.floatOf();
    }

    public void floatOf(long rupiah) {
        book.floatOf(rupiah);
    }

    /** If true, new orders remain pending until {@link #end} sets their result. */
    public void slow(boolean slow) {
        book.slow(slow);
    }

    /** Sets the next status of a top-up, for example 00 paid, 04 refunded, 06 failed. */
    public void end(String reference, String status) {
        listener.accept(book.end(reference, status));
    }

    /** Sets the amount that a customer's account can still receive this month, in rupiah. */
    public void roomOf(String number, long rupiah) {
        book.roomOf(number, rupiah);
    }

    /** If true, every call exceeds the rate limit. */
    public void tooManyCalls(boolean tooMany) {
        api.tooManyCalls(tooMany);
    }

    /** Makes all issued tokens invalid. */
    public void forgetTokens() {
        api.forgetTokens();
    }

    public List<Movement> movements() {
        return book.movements();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
