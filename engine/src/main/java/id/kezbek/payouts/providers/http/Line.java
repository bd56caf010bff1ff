package id.kezbek.payouts.providers.http;

import id.kezbek.payouts.provider.Outcome;
import id.kezbek.payouts.provider.PayoutProvider.Order;
import id.kezbek.payouts.providers.http.Wire.Progress;
import id.kezbek.shared.http.BareHttp;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.DefaultConnectionKeepAliveStrategy;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.util.TimeValue;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP connection to one provider: persistent connections, timeouts, the circuit breaker, and the two headers of
 * orders. The connection distinguishes orders that were never sent from orders that may have arrived. Only orders that
 * were never sent may go to another provider.
 *
 * <p>The client does not retry, follow redirects or answer authentication challenges. The client blocks its caller,
 * which is a virtual thread. Blocking costs half as much as an asynchronous client, which passes each call between
 * threads.
 */
public final class Line implements AutoCloseable {

    private static final String EXTERNAL_ID = "X-External-Id";
    private static final String EXPIRES_AT = "X-Expires-At";
    private static final String LEASE_OVER = "LEASE_OVER";
    /** No valid response is longer than this. The client stops reading at this length. */
    private static final int MAX_ANSWER_BYTES = 64 * 1024;

    private static final int MAX_HEADERS = 100;
    private static final int MAX_HEADER_BYTES = 16 * 1024;

    /**
     * If the server closes an idle connection while an order is sent on this connection, the result of the order is
     * unknown. So the engine closes idle connections earlier than common servers do (20 to 60 s).
     */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

    /** Connections for inquiries and log-ins, in addition to those for orders. These calls reserve no send slot. */
    private static final int SPARE_CONNECTIONS = 256;

    private final String baseUrl;
    private final Duration timeout;
    private final CircuitBreaker breaker;
    private final Clock clock;
    private final CallRate orders;
    private final CallRate inquiries;
    private final CloseableHttpClient client;
    private final ScheduledThreadPoolExecutor deadlines;

    public Line(
            URI baseUrl,
            ProviderSettings settings,
            CircuitBreaker breaker,
            CallRate orders,
            CallRate inquiries,
            Clock clock) {
        String base = baseUrl.toString();
        this.baseUrl = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        this.timeout = settings.timeout();
        this.breaker = breaker;
        this.orders = orders;
        this.inquiries = inquiries;
        this.clock = clock;
        this.client = client(settings, clock);
        this.deadlines = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("provider-deadlines-", 0).factory());
        deadlines.setRemoveOnCancelPolicy(true);
    }

    /** A connection whose calls are not rate-limited. */
    public Line(URI baseUrl, ProviderSettings settings, CircuitBreaker breaker, Clock clock) {
        this(
                baseUrl,
                settings,
                breaker,
                new CallRate(CallRate.Permits.UNLIMITED, clock),
                new CallRate(CallRate.Permits.UNLIMITED, clock),
                clock);
    }

    private static CloseableHttpClient client(ProviderSettings settings, Clock clock) {
        int most = settings.concurrencyLimit() + SPARE_CONNECTIONS;
        return BareHttp.client(settings.connectTimeout(), KEEP_ALIVE)
                .setConnectionManager(BareHttp.connections(most, MAX_HEADERS, MAX_HEADER_BYTES)
                        .setConnPoolPolicy(PoolReusePolicy.LIFO)
                        .setDefaultConnectionConfig(
                                BareHttp.connection(settings.connectTimeout()).build())
                        .build())
                .setRequestExecutor(new Wire(clock))
                .setKeepAliveStrategy(Line::keptFor)
                .setProxySelector(ProxySelector.getDefault())
                .disableDefaultUserAgent()
                .build();
    }

    /**
     * The server may shorten the time for which an idle connection is kept. A zero from the server means that the
     * connection closes at once, but a zero in the client means no limit. So the result is at least 1 ms.
     */
    private static TimeValue keptFor(HttpResponse response, HttpContext context) {
        long most = KEEP_ALIVE.toMillis();
        long said = DefaultConnectionKeepAliveStrategy.INSTANCE
                .getKeepAliveDuration(response, context)
                .toMilliseconds();
        return TimeValue.ofMilliseconds(said < 0 ? most : Math.clamp(said, 1, most));
    }

    /** A call to a path of the provider; the adapter adds headers and body. */
    public Call to(String path) {
        return new Call(baseUrl + path).header("Accept", "application/json");
    }

    /**
     * Whether the circuit breaker permits an order now and no pause of the provider is in progress. After its waiting
     * time, the breaker permits a few test orders.
     */
    public boolean isHealthy() {
        if (orders.isPaused() || !breaker.tryAcquirePermission()) {
            return false;
        }
        breaker.releasePermission();
        return true;
    }

    /** Sends an order with its reference and expiry as headers, unless its lease has expired. */
    public Reply order(Order order, Call call) {
        return plainOrder(
                order,
                call.header(EXTERNAL_ID, order.reference())
                        .header(EXPIRES_AT, Long.toString(order.expiresAt().toEpochMilli())));
    }

    /** Like {@link #order}, but without the two headers. */
    public Reply plainOrder(Order order, Call call) {
        // The circuit breaker measures a call from the end of the wait for a permit. Otherwise the wait for a permit
        // would count as a slow call.
        if (!orders.await(order.expiresAt())) {
            return new Reply.NotSent(Outcome.NotSent.RATE_LIMITED);
        }
        return pacing(
                orders,
                guarded(
                        call,
                        () -> clock.instant().isBefore(order.expiresAt())
                                ? exchange(call, order.expiresAt())
                                : new Reply.NotSent(LEASE_OVER)));
    }

    /** A request that moves no money but is needed before an order, for example a log-in. */
    public Reply prepare(Call call) {
        return guarded(call, () -> exchange(call, null));
    }

    /**
     * An inquiry about an order. It bypasses the circuit breaker, because the result is needed even while the provider
     * fails often.
     */
    public Reply ask(Call call) {
        return inquiries.await(clock.instant().plus(timeout))
                ? pacing(inquiries, exchange(call, null))
                : new Reply.NotSent(Outcome.NotSent.RATE_LIMITED);
    }

    private static Reply pacing(CallRate rate, Reply reply) {
        if (reply instanceof Reply.Answered answered) {
            answered.retryAfter().ifPresent(rate::pauseFor);
        }
        return reply;
    }

    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
        deadlines.shutdownNow();
    }

    @FunctionalInterface
    private interface Exchange {
        Reply run();
    }

    private Reply guarded(Call call, Exchange exchange) {
        if (!breaker.tryAcquirePermission()) {
            return new Reply.NotSent("BREAKER_OPEN");
        }
        long began = breaker.getCurrentTimestamp();
        Reply reply = run(exchange);
        long lasted = breaker.getCurrentTimestamp() - began;
        switch (reply) {
            case Reply.Answered answered
            when !call.isFault(answered.status()) -> breaker.onSuccess(lasted, breaker.getTimestampUnit());
            case Reply.Answered answered -> fault(lasted, "HTTP_" + answered.status());
            case Reply.Lost lost -> fault(lasted, lost.reason());
            case Reply.NotSent notSent when notSent.reason().equals(LEASE_OVER) -> breaker.releasePermission();
            case Reply.NotSent notSent -> fault(lasted, notSent.reason());
        }
        return reply;
    }

    /**
     * An exception indicates a fault of the engine and says nothing about the provider. Nevertheless, the circuit
     * breaker's permission must be returned.
     */
    private Reply run(Exchange exchange) {
        boolean isOver = false;
        try {
            Reply reply = exchange.run();
            isOver = true;
            return reply;
        } finally {
            if (!isOver) {
                breaker.releasePermission();
            }
        }
    }

    private void fault(long lasted, String reason) {
        breaker.onError(lasted, breaker.getTimestampUnit(), new IOException(reason));
    }

    /** @param expiresAt the end of an order's lease; null for other calls */
    private Reply exchange(Call call, @Nullable Instant expiresAt) {
        HttpUriRequestBase request = call.request();
        Progress progress = new Progress(expiresAt);
        try {
            return exchange(request, progress);
        } catch (IOException | IllegalStateException | RejectedExecutionException broken) {
            // Network faults cause these exceptions. The client also throws them if the deadline or the client's own
            // shutdown closed the connection.
            return failed(progress);
        }
    }

    private Reply exchange(HttpUriRequestBase request, Progress progress) throws IOException {
        // A deadline for the whole call, because a socket timeout restarts with each byte.
        ScheduledFuture<?> deadline = deadlines.schedule(
                () -> {
                    progress.timeIsUp();
                    request.cancel();
                },
                timeout.toNanos(),
                TimeUnit.NANOSECONDS);
        try {
            return client.execute(request, progress, this::answered);
        } finally {
            deadline.cancel(false);
        }
    }

    private Reply answered(ClassicHttpResponse response) throws IOException {
        HttpEntity entity = response.getEntity();
        return new Reply.Answered(
                response.getCode(), entity == null ? "" : text(entity), RetryAfter.of(response, clock));
    }

    private static String text(HttpEntity entity) throws IOException {
        try (InputStream content = entity.getContent()) {
            byte[] bytes = content.readNBytes(MAX_ANSWER_BYTES + 1);
            if (bytes.length > MAX_ANSWER_BYTES) {
                throw new IOException("the answer is longer than " + MAX_ANSWER_BYTES + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private static Reply failed(Progress progress) {
        if (!progress.isOnTheWire()) {
            return new Reply.NotSent(progress.isLeaseOver() ? LEASE_OVER : "NOT_REACHED");
        }
        if (progress.isTimeUp()) {
            return new Reply.Lost("TIMEOUT");
        }
        return new Reply.Lost(Thread.currentThread().isInterrupted() ? "STOPPED" : "CONNECTION_BROKEN");
    }
}
