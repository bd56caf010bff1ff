package id.kezbek.sandbox.xendit;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Xendit on a free port of this machine. Each start creates new credentials; no data survives a stop. */
public final class XenditSandbox implements AutoCloseable {

    /**
     * A movement of money in Xendit's book.
     *
     * @param reference the caller's reference
     * @param amount the amount for the customer in whole rupiah; negative for a reversal
     */
    public record Movement(String reference, String channelCode, String accountNumber, long amount) {}

    private static final long TICK_MILLIS = 200;

    private final String apiKey = "xnd_development_" + UUID.randomUUID();
    private final String callbackToken = UUID.randomUUID().toString();
    private final Agenda states;
    private final Agenda webhookTimes;
    private final Webhooks webhooks;
    private final XenditBook book;
    private final RateLimit rateLimit = new RateLimit();
    private final XenditApi api;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("xendit-sandbox-", 0).factory());

    public static XenditSandbox start(Clock clock) {
        try {
            return new XenditSandbox(clock);
        } catch (IOException e) {
            throw new UncheckedIOException("The Xendit sandbox cannot listen", e);
        }
    }

    private XenditSandbox(Clock clock) throws IOException {
        this.states = new Agenda(clock);
        this.webhookTimes = new Agenda(clock);
        this.webhooks = new Webhooks(webhookTimes, clock, callbackToken);
        this.book = new XenditBook(clock, states, webhooks::tell);
        this.api = new XenditApi(book, states, rateLimit, clock, apiKey);
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", api);
        server.start();
        var _ = ticks.scheduleWithFixedDelay(this::turned, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The engine's settings for this sandbox. */
    public Map<String, String> engineProperties() {
        return Map.of(
                "cezbek.providers.xendit.base-url", url().toString(),
                "cezbek.providers.xendit.api-key", apiKey,
                "cezbek.providers.xendit.callback-secret", callbackToken);
    }

    /** Sets the receiver of webhooks. No webhooks are sent before this call. */
    public void callbacksTo(URI address) {
        webhooks.sendTo(address);
    }

    public void doubledWebhooks(boolean doubled) {
        webhooks.doubled(doubled);
    }

    /** Runs all work that is due after a test has moved the clock, and returns when the work is done. */
    public void turned() {
        states.run();
        webhookTimes.run();
    }

    /** Sets the time from a payout's acceptance to its final result; 2 seconds by default. */
    public void endAfter(Duration wait) {
        book.endAfter(wait);
    }

    public void balance(long rupiah) {
        book.balance(rupiah);
    }

    public void rateLimit(int callsPerMinute) {
        rateLimit.limit(callsPerMinute);
    }

    /**
     * Lists payouts as an object, {@code {data, has_more, links}}, as Xendit's libraries expect it, instead of an
     * array.
     */
    public void listAsObject(boolean asObject) {
        api.listAsObject(asObject);
    }

    /**
     * From now on, POST requests fail before or after they are carried out: ERROR_BEFORE, ERROR_AFTER, SILENCE_AFTER,
     * GARBLED.
     */
    public void misbehave(String fault) {
        api.misbehave(XenditApi.Fault.valueOf(fault));
    }

    /** Restores the default behaviour. The payouts do not change. */
    public void behave() {
        api.misbehave(XenditApi.Fault.NONE);
        api.listAsObject(false);
        rateLimit.limit(RateLimit.PUBLISHED);
        book.balance(XenditBook.OPENING_BALANCE);
        book.endAfter(Duration.ofSeconds(2));
        webhooks.doubled(false);
        webhooks.sendTo(null);
    }

    public List<XenditPayout> payouts() {
        return book.payouts();
    }

    /** All movements of money to and from customers, in order. */
    public List<Movement> movements() {
        return book.rows().stream()
                .filter(row -> row.lineType().startsWith("TRANSACTION"))
                .map(row -> new Movement(
                        row.payout().reference(),
                        row.payout().channelCode(),
                        row.payout().accountNumber(),
                        -row.amount()))
                .toList();
    }

    /** Stops the HTTP server first, and then the scheduled work. */
    @Override
    public void close() {
        server.stop(0);
        ticks.shutdownNow();
        webhooks.close();
        threads.shutdownNow();
    }
}
