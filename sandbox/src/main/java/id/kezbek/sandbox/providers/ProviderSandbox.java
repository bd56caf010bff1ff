package id.kezbek.sandbox.providers;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.Options.ChunkedEncodingPolicy;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import id.kezbek.sandbox.providers.book.Book;
import id.kezbek.sandbox.providers.callbacks.Aftermath;
import id.kezbek.sandbox.providers.callbacks.Callbacks;
import id.kezbek.sandbox.providers.callbacks.Later;
import id.kezbek.sandbox.providers.callbacks.TimedLater;
import id.kezbek.sandbox.providers.dialects.Dialect;
import id.kezbek.sandbox.providers.dialects.GoPaid;
import id.kezbek.sandbox.providers.dialects.Josvo;
import id.kezbek.sandbox.providers.dialects.LinkSaja;
import id.kezbek.sandbox.providers.dialects.Middletrans;
import id.kezbek.sandbox.providers.dialects.Xenit;
import id.kezbek.sandbox.providers.wire.Credentials;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The five providers on one port, by default a free port of this machine. Bookings survive a restart. Each start
 * creates new credentials and begins without faults.
 */
public final class ProviderSandbox implements AutoCloseable {

    /**
     * The address of the providers.
     *
     * @param port 0 for any free port
     * @param url the address for other processes, if different from {@code address} and {@code port}
     */
    public record Door(String address, int port, Optional<URI> url) {

        /** This machine only. */
        public static final String LOOPBACK = "127.0.0.1";

        static final Door ANY_FREE = new Door(LOOPBACK, 0, Optional.empty());
    }

    /** The default lifetime of a LinkSaja token. */
    public static final Duration DEFAULT_TOKEN_TTL = Duration.ofMinutes(15);

    private static final int CONTAINER_THREADS = 32;
    private static final int ACCEPTORS = 1;
    private static final int DELAYED_ANSWER_THREADS = 4;
    private static final long IDLE_TIMEOUT_MILLIS = 120_000;
    private static final long STOP_TIMEOUT_MILLIS = 500;
    private static final int LOGGED_ANSWER_BYTES = 1;

    private final Map<Provider, Credentials> credentials = new EnumMap<>(Provider.class);
    private final Map<Provider, Desk> desks = new EnumMap<>(Provider.class);
    private final Book book;
    private final Later later;
    private final Callbacks callbacks;
    private final WireMockServer server;
    private final Door door;

    /** Starts the providers with the book in {@code dataFolder}. */
    public static ProviderSandbox start(Path dataFolder, Clock clock) {
        return start(dataFolder, clock, DEFAULT_TOKEN_TTL);
    }

    /** Starts the providers; LinkSaja's tokens have the given lifetime. */
    public static ProviderSandbox start(Path dataFolder, Clock clock, Duration tokenTtl) {
        return start(dataFolder, clock, tokenTtl, new TimedLater(clock));
    }

    /** Starts the providers at this address. */
    public static ProviderSandbox start(Path dataFolder, Clock clock, Door door) {
        return started(new ProviderSandbox(dataFolder, clock, DEFAULT_TOKEN_TTL, new TimedLater(clock), door));
    }

    public static ProviderSandbox start(Path dataFolder, Clock clock, Duration tokenTtl, Later later) {
        return started(new ProviderSandbox(dataFolder, clock, tokenTtl, later, Door.ANY_FREE));
    }

    private static ProviderSandbox started(ProviderSandbox sandbox) {
        sandbox.server.start();
        return sandbox;
    }

    private ProviderSandbox(Path dataFolder, Clock clock, Duration tokenTtl, Later later, Door door) {
        this.door = door;
        for (Provider provider : Provider.values()) {
            credentials.put(provider, Credentials.random(provider));
        }
        this.later = later;
        this.callbacks = new Callbacks(credentials);
        this.book = Book.open(dataFolder.resolve("providers").resolve("book.jsonl"), clock);
        Aftermath aftermath = new Aftermath(book, later, callbacks);
        for (Provider provider : Provider.values()) {
            desks.put(provider, new Desk(dialect(provider, clock, tokenTtl), book, aftermath));
        }
        aftermath.resume();
        Front front = new Front(desks.values(), new BackOffice(book, desks), new FrontPage(book, clock));
        this.server = new WireMockServer(options(front, door));
        server.stubFor(any(anyUrl()).willReturn(aResponse()));
    }

    public URI url() {
        return door.url().orElseGet(() -> URI.create("http://" + door.address() + ":" + server.port()));
    }

    /** All booked movements, for tests that read them without HTTP. */
    public Book book() {
        return book;
    }

    /** Sets the address for callbacks. No callback is sent before this call. */
    public void callbacksTo(URI engine) {
        callbacks.sendTo(engine);
    }

    /** The engine's settings for these providers. */
    public Map<String, String> engineProperties() {
        Map<String, String> properties = new TreeMap<>();
        credentials.forEach((provider, known) -> {
            String prefix = "cezbek.providers." + provider.configurationName() + ".";
            properties.put(prefix + "base-url", url().toString());
            properties.put(prefix + "callback-secret", known.callbackSecret());
            switch (provider) {
                case LSAJAH2H, XENIT -> {
                    properties.put(prefix + "username", known.username());
                    properties.put(prefix + "password", known.secret());
                }
                case GOPAIDH2H, JOSVOH2H, MTRANS -> properties.put(prefix + "api-key", known.secret());
            }
        });
        return properties;
    }

    /** Stops the HTTP server first, so that no order arrives after the book is closed. */
    @Override
    public void close() {
        server.stop();
        later.close();
        callbacks.close();
        book.close();
    }

    private Dialect dialect(Provider provider, Clock clock, Duration tokenTtl) {
        Credentials known = credentials.computeIfAbsent(provider, Credentials::random);
        return switch (provider) {
            case LSAJAH2H -> new LinkSaja(known, clock, tokenTtl);
            case GOPAIDH2H -> new GoPaid(known);
            case JOSVOH2H -> new Josvo(known);
            case MTRANS -> new Middletrans(known);
            case XENIT -> new Xenit(known, clock);
        };
    }

    /** Delayed responses wait outside the server's threads. Otherwise a few hanging requests would block all others. */
    private static WireMockConfiguration options(Front front, Door door) {
        WireMockConfiguration options = WireMockConfiguration.options();
        return (door.port() == 0 ? options.dynamicPort() : options.port(door.port()))
                .bindAddress(door.address())
                .containerThreads(CONTAINER_THREADS)
                .jettyAcceptors(ACCEPTORS)
                .jettyIdleTimeout(IDLE_TIMEOUT_MILLIS)
                .jettyStopTimeout(STOP_TIMEOUT_MILLIS)
                .asynchronousResponseEnabled(true)
                .asynchronousResponseThreads(DELAYED_ANSWER_THREADS)
                .useChunkedTransferEncoding(ChunkedEncodingPolicy.BODY_FILE)
                .gzipDisabled(true)
                .maxLoggedResponseSize(LOGGED_ANSWER_BYTES)
                .disableRequestJournal()
                .stubRequestLoggingDisabled(true)
                .extensions(front);
    }
}
