package id.kezbek.payouts.providers.http;

import id.kezbek.payouts.PayoutProvider.Order;
import id.kezbek.shared.crash.CrashPoint;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The line to one provider: connections that are kept, time-outs, the breaker, and the two headers of every order. It
 * tells apart what was never written from what may have arrived, because only the former may be sent elsewhere.
 *
 * <p>The JDK's client repeats a POST by itself only where no connection could be opened, which is harmless.
 */
public final class Line implements AutoCloseable {

    private static final String EXTERNAL_ID = "X-External-Id";
    private static final String EXPIRES_AT = "X-Expires-At";
    /** No provider's answer is longer; what is longer is not read. */
    private static final long MAX_ANSWER_BYTES = 64 * 1024L;

    private static final CrashPoint LEASE_HOLDS =
            CrashPoint.named("payouts.lease-holds", "an order's lease was looked at and holds, nothing is on the wire");
    private static final CrashPoint ON_ITS_WAY =
            CrashPoint.named("payouts.order-sent", "an order is on its way to the provider, its answer is not");
    private static final CrashPoint ANSWER_BEGINS = CrashPoint.named(
            "payouts.order-answered",
            "the provider has dealt with an order and begins to answer, nothing of it is read");

    private final URI baseUrl;
    private final Duration timeout;
    private final CircuitBreaker breaker;
    private final Clock clock;
    private final HttpClient client;

    public Line(URI baseUrl, ProviderSettings settings, CircuitBreaker breaker, Clock clock) {
        this.baseUrl = baseUrl;
        this.timeout = settings.timeout();
        this.breaker = breaker;
        this.clock = clock;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.connectTimeout())
                .executor(Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("provider-", 0).factory()))
                .build();
    }

    /** A request to a path of the provider, to which the adapter adds its headers and its body. */
    public HttpRequest.Builder to(String path) {
        String base = baseUrl.toString();
        String trimmed = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        return HttpRequest.newBuilder(URI.create(trimmed + path)).header("Accept", "application/json");
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
    public Reply order(Order order, HttpRequest.Builder request) {
        request.header(EXTERNAL_ID, order.reference())
                .header(EXPIRES_AT, Long.toString(order.expiresAt().toEpochMilli()));
        return guarded(() -> clock.instant().isBefore(order.expiresAt())
                ? writeOrder(request.build())
                : new Reply.NotSent("LEASE_OVER"));
    }

    /** A call that moves no money but that an order depends on, such as a log-in. */
    public Reply prepare(HttpRequest.Builder request) {
        return guarded(() -> exchange(request.build()));
    }

    /** A question about an order. It goes past the breaker: the truth is worth a call to a troubled provider. */
    public Reply ask(HttpRequest.Builder request) {
        return exchange(request.build());
    }

    @Override
    public void close() {
        client.shutdownNow();
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
            case Reply.NotSent notSent when notSent.reason().equals("LEASE_OVER") -> breaker.releasePermission();
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

    private Reply writeOrder(HttpRequest request) {
        LEASE_HOLDS.reached();
        BodyHandler<String> reading = text();
        CompletableFuture<HttpResponse<String>> call = client.sendAsync(request, headers -> {
            ANSWER_BEGINS.reached();
            return reading.apply(headers);
        });
        ON_ITS_WAY.reached();
        return await(call);
    }

    private Reply exchange(HttpRequest request) {
        return await(client.sendAsync(request, text()));
    }

    private static BodyHandler<String> text() {
        return BodyHandlers.limiting(BodyHandlers.ofString(), MAX_ANSWER_BYTES);
    }

    private Reply await(CompletableFuture<HttpResponse<String>> call) {
        try {
            // Waited for here rather than by the request's own time-out, which ends with the answer's headers.
            HttpResponse<String> answer = call.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return new Reply.Answered(answer.statusCode(), answer.body());
        } catch (TimeoutException late) {
            call.cancel(true);
            return new Reply.Lost("TIMEOUT");
        } catch (ExecutionException failed) {
            return broken(failed.getCause());
        } catch (InterruptedException stopped) {
            call.cancel(true);
            Thread.currentThread().interrupt();
            return new Reply.Lost("STOPPED");
        }
    }

    private static Reply broken(@Nullable Throwable cause) {
        return cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException
                ? new Reply.NotSent("NOT_REACHED")
                : new Reply.Lost("CONNECTION_BROKEN");
    }
}
