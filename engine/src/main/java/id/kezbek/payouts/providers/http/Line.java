package id.kezbek.payouts.providers.http;

import id.kezbek.payouts.PayoutProvider.Order;
import id.kezbek.payouts.providers.http.Wire.Progress;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.DefaultConnectionKeepAliveStrategy;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * The line to one provider: connections that are kept, time-outs, the breaker, and the two headers of every order. It
 * tells apart what was never written from what may have arrived, because only the former may be sent elsewhere.
 *
 * <p>The client repeats nothing by itself, follows no redirect and answers no challenge. It blocks its caller, a virtual
 * thread: that costs half of what an asynchronous client does, which hands each call from thread to thread.
 */
public final class Line implements AutoCloseable {

    private static final String EXTERNAL_ID = "X-External-Id";
    private static final String EXPIRES_AT = "X-Expires-At";
    private static final String LEASE_OVER = "LEASE_OVER";
    /** No provider's answer is longer; what is longer is not read. */
    private static final int MAX_ANSWER_BYTES = 64 * 1024;

    private static final int MAX_HEADERS = 100;
    private static final int MAX_HEADER_BYTES = 16 * 1024;

    /**
     * An order that goes out on a connection which the other side is just closing is an unknown outcome, so idle
     * connections are given up before common servers do (20 to 60 s).
     */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

    /** After this rest a connection is looked at before it carries a call: the other side may have closed it. */
    private static final Duration LOOKED_AT_AFTER = Duration.ofMillis(100);

    /** Connections for what is no order and so has no permit: questions and log-ins. */
    private static final int SPARE_CONNECTIONS = 256;

    private final String baseUrl;
    private final Duration timeout;
    private final CircuitBreaker breaker;
    private final Clock clock;
    private final CloseableHttpClient client;
    private final ScheduledThreadPoolExecutor deadlines;

    public Line(URI baseUrl, ProviderSettings settings, CircuitBreaker breaker, Clock clock) {
        String base = baseUrl.toString();
        this.baseUrl = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        this.timeout = settings.timeout();
        this.breaker = breaker;
        this.clock = clock;
        this.client = client(settings, clock);
        this.deadlines = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("provider-deadlines-", 0).factory());
        deadlines.setRemoveOnCancelPolicy(true);
    }

    private static CloseableHttpClient client(ProviderSettings settings, Clock clock) {
        return HttpClientBuilder.create()
                .setConnectionManager(connections(settings))
                .setRequestExecutor(new Wire(clock))
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(Timeout.of(settings.connectTimeout()))
                        // The deadline of the call as a whole ends its reading.
                        .setResponseTimeout(Timeout.DISABLED)
                        .setAuthenticationEnabled(false)
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .setKeepAliveStrategy(Line::keptFor)
                .evictIdleConnections(TimeValue.of(KEEP_ALIVE))
                .setProxySelector(ProxySelector.getDefault())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableContentCompression()
                .disableAuthCaching()
                .disableConnectionState()
                .disableDefaultUserAgent()
                .build();
    }

    /** Shorter where the server says so. Zero means for ever to the client, and never to the server. */
    private static TimeValue keptFor(HttpResponse response, HttpContext context) {
        long most = KEEP_ALIVE.toMillis();
        long said = DefaultConnectionKeepAliveStrategy.INSTANCE
                .getKeepAliveDuration(response, context)
                .toMilliseconds();
        return TimeValue.ofMilliseconds(said < 0 ? most : Math.clamp(said, 1, most));
    }

    private static PoolingHttpClientConnectionManager connections(ProviderSettings settings) {
        int most = settings.concurrencyLimit() + SPARE_CONNECTIONS;
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnPerRoute(most)
                .setMaxConnTotal(most)
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setConnPoolPolicy(PoolReusePolicy.LIFO)
                .setTlsSocketStrategy(new DefaultClientTlsStrategy(systemTls()))
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(Http1Config.custom()
                                .setMaxHeaderCount(MAX_HEADERS)
                                .setMaxLineLength(MAX_HEADER_BYTES)
                                .build())
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(settings.connectTimeout()))
                        .setValidateAfterInactivity(TimeValue.of(LOOKED_AT_AFTER))
                        .build())
                .build();
    }

    /** Trust and keys as the JVM is told. */
    private static SSLContext systemTls() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException broken) {
            throw new IllegalStateException("this JVM has no TLS", broken);
        }
    }

    /** A call to a path of the provider, to which the adapter adds its headers and its body. */
    public Call to(String path) {
        return new Call(baseUrl + path).header("Accept", "application/json");
    }

    /** Whether the breaker would let a call through now; after its rest it lets a few through to try. */
    public boolean isHealthy() {
        if (!breaker.tryAcquirePermission()) {
            return false;
        }
        breaker.releasePermission();
        return true;
    }

    /** Writes an order, unless its lease is over. */
    public Reply order(Order order, Call call) {
        call.header(EXTERNAL_ID, order.reference())
                .header(EXPIRES_AT, Long.toString(order.expiresAt().toEpochMilli()));
        return guarded(() -> clock.instant().isBefore(order.expiresAt())
                ? exchange(call, order.expiresAt())
                : new Reply.NotSent(LEASE_OVER));
    }

    /** A call that moves no money but that an order depends on, such as a log-in. */
    public Reply prepare(Call call) {
        return guarded(() -> exchange(call, null));
    }

    /** A question about an order. It goes past the breaker: the truth is worth a call to a troubled provider. */
    public Reply ask(Call call) {
        return exchange(call, null);
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

    private Reply guarded(Exchange exchange) {
        if (!breaker.tryAcquirePermission()) {
            return new Reply.NotSent("BREAKER_OPEN");
        }
        long began = breaker.getCurrentTimestamp();
        Reply reply = run(exchange);
        long lasted = breaker.getCurrentTimestamp() - began;
        switch (reply) {
            case Reply.Answered answered
            when answered.status() < 500 -> breaker.onSuccess(lasted, breaker.getTimestampUnit());
            case Reply.Answered answered -> fault(lasted, "HTTP_" + answered.status());
            case Reply.Lost lost -> fault(lasted, lost.reason());
            case Reply.NotSent notSent when notSent.reason().equals(LEASE_OVER) -> breaker.releasePermission();
            case Reply.NotSent notSent -> fault(lasted, notSent.reason());
        }
        return reply;
    }

    /** What throws is our own fault and says nothing about the provider, but a permission kept is lost to the breaker. */
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

    /** @param expiresAt the end of an order's lease; null where it is no order */
    private Reply exchange(Call call, @Nullable Instant expiresAt) {
        HttpUriRequestBase request = call.request();
        Progress progress = new Progress(expiresAt);
        try {
            return exchange(request, progress);
        } catch (IOException | IllegalStateException | RejectedExecutionException broken) {
            // Not only the network: the client says so of a connection that the deadline took from it, and of its stop.
            return failed(progress);
        }
    }

    private Reply exchange(HttpUriRequestBase request, Progress progress) throws IOException {
        // A deadline of the whole call, because a socket's own time-out begins anew with each byte.
        ScheduledFuture<?> deadline = deadlines.schedule(
                () -> {
                    progress.timeIsUp();
                    request.cancel();
                },
                timeout.toNanos(),
                TimeUnit.NANOSECONDS);
        try {
            return client.execute(request, progress, Line::answered);
        } finally {
            deadline.cancel(false);
        }
    }

    private static Reply answered(ClassicHttpResponse response) throws IOException {
        HttpEntity entity = response.getEntity();
        return new Reply.Answered(response.getCode(), entity == null ? "" : text(entity));
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
